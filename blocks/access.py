"""Which key goes to which address: the two are decided together, so that nobody's file sends another's key to an address of its own.

An address from the environment or from a block's field is the person's own and goes with any key. An address
from a `.env` file goes only with a key from that very file. Beyond this machine an address is https.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import SecretStr

from blocks.keys import NOWHERE, Found, find, find_key, no_key, set_in_environment
from storyreel.film.errors import KeyMissingError, SettingsError

NOTHING_SENT = "Nothing was sent and nothing was spent."
_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?P<port>:[0-9]{1,"
    r"5})?(?P<path>/[a-z0-9._~/%+-]*)?",
    re.IGNORECASE | re.ASCII,
)
"""What every parser of addresses reads alike: no user before an '@', no query, no fragment, no backslash, no
letter beyond ASCII.
"""


@dataclass(frozen=True)
class Endpoint:
    """What decides the access to a service: its name for people, and the variables that may set its key and its address."""

    title: str
    key_names: tuple[str, ...]
    address_names: tuple[str, ...]
    taken_along: tuple[str, ...] = ()
    """Variables from which the service's own library takes credentials or headers by itself, wherever it is
    sent.
    """


OPENAI_ENDPOINT = Endpoint(
    "OpenAI", ("OPENAI_API_KEY",), ("OPENAI_BASE_URL",), ("OPENAI_CUSTOM_HEADERS", "OPENAI_ADMIN_KEY")
)
GEMINI_ENDPOINT = Endpoint(
    "Gemini",
    ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    ("GOOGLE_GEMINI_BASE_URL",),
    ("GOOGLE_GENAI_ACCESS_TOKEN", "GOOGLE_GENAI_API_KEY", "GOOGLE_GENAI_DEFAULT_HEADERS"),
)


@dataclass(frozen=True)
class Access:
    """A key and the address that it goes to. Either may be empty: no key, the service's own address."""

    key: str = field(default="", repr=False)
    address: str = ""
    key_from: Found = NOWHERE
    address_from: Found = NOWHERE

    @property
    def drawn_from(self) -> tuple[str, str]:
        """Where key and address came from, in words; '' for none."""
        return (str(self.key_from) if self.key else "", str(self.address_from) if self.address else "")


def access_of(endpoint: Endpoint, given_key: SecretStr | None, given_address: str) -> Access:
    """The key, and the address that it may go to.

    Raises:
        KeyMissingError: there is no key.
        SettingsError: the two do not go together, or the address is not usable.
    """
    key = find_key(given_key, *endpoint.key_names)
    if not key.value:
        raise KeyMissingError(no_key(endpoint.title, *endpoint.key_names), provider=endpoint.title)
    return _together(endpoint, key, address_of(endpoint, given_address))


def keyless_access(
    endpoint: Endpoint,
    given_key: SecretStr | None,
    given_address: str,
    *,
    usual: str = "",
    own_server: bool = False,
) -> Access:
    """The address of a service that needs no key, and the key of the block's own field if one is given.

    usual: the address if none is set. own_server: whether it is the person's own, which is asked without a
    key over http beyond this machine,
        too, if the environment or the block's field names it.

    Raises:
        SettingsError: the key does not go to that address, or the address is not usable.
    """
    key = find_key(given_key) if given_key is not None else NOWHERE
    address = address_of(endpoint, given_address)
    if not address.value:
        return Access(key.value, usual, key)
    return _together(
        endpoint, key, address, plain_beyond=own_server and not key.value and address.file is None
    )


def require_allowed_address(title: str, address: Found, *, plain_beyond: bool = False) -> None:
    """Refuse an address that is no web address, or that leaves this machine without https.

    plain_beyond: whether http beyond this machine is accepted.

    Raises:
        SettingsError: says which address, where it came from and what is accepted.
    """
    shape = _SHAPE.fullmatch(address.value)
    if shape is None or not 0 < int((shape["port"] or ":443")[1:]) < 65536:
        raise SettingsError(
            f"The address {_shown(address.value)} for {title}, from {address}, is not usable. {NOTHING_SENT}"
            " Accepted are https://HOST/PATH, and http://127.0.0.1:PORT/PATH for a server on this machine;"
            " no user, no '?' and no '#'."
        )
    if shape["scheme"].lower() != "https" and not is_loopback(address.value) and not plain_beyond:
        raise SettingsError(
            f"The address {_shown(address.value)} for {title}, from {address}, leaves this machine without"
            f" encryption. {NOTHING_SENT} Beyond 127.0.0.1, localhost and [::1] only https is accepted:"
            " change the address, or take it out."
        )


def is_loopback(address: str) -> bool:
    """Whether an address is certainly of this machine: 127.x.x.x written in full, localhost, or [::1].

    >>> is_loopback("http://localhost:8000/v1"), is_loopback("http://localhost.evil.com"), is_loopback("http://127.0.0.1@evil.com")
    (True, False, False)
    >>> is_loopback("http://2130706433/"), is_loopback("http://[::ffff:127.0.0.1]/"), is_loopback("")
    (False, False, False)
    """
    if _SHAPE.fullmatch(address) is None:
        return False
    host = (urlsplit(address).hostname or "").lower()
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return number == ipaddress.IPv6Address("::1") or (number.version == 4 and number.is_loopback)


def address_of(endpoint: Endpoint, given: str) -> Found:
    """Another address than the service's own, if one is set.

    Whether a key goes there is for `access_of` to say.
    """
    address = (
        Found(given, "field")
        if given
        else find(*endpoint.address_names)
        if endpoint.address_names
        else NOWHERE
    )
    return (
        Found(address.value.strip().rstrip("/"), address.kind, address.name, address.file)
        if address.value
        else NOWHERE
    )


def _together(endpoint: Endpoint, key: Found, address: Found, *, plain_beyond: bool = False) -> Access:
    if not address.value:
        return Access(key.value, "", key)
    if address.file is not None:
        _require_same_file(endpoint, key, address)
    require_allowed_address(endpoint.title, address, plain_beyond=plain_beyond)
    return Access(key.value, address.value, key, address)


def _require_same_file(endpoint: Endpoint, key: Found, address: Found) -> None:
    """Refuse to send what does not stand in the file to an address that does."""
    if key.value and key.file != address.file:
        raise SettingsError(
            f"The address for {endpoint.title} is {address}, and its key is {key}. {NOTHING_SENT} An address"
            f" from a file goes only with a key from the same file: take {address.name} out of"
            f" {address.file}, or set it in the environment if you know the address and trust it."
        )
    if along := set_in_environment(*endpoint.taken_along):
        raise SettingsError(
            f"The address for {endpoint.title} is {address}, and {' and '.join(along)} in the environment"
            f" would be sent along by its own library. {NOTHING_SENT} Take {address.name} out of"
            f" {address.file}, or set it in the environment if you know the address and trust it."
        )


def _shown(address: str) -> str:
    """An address fit for a message: what stands before an '@' may be a password.

    >>> _shown("http://me:secret@example.org/v1")
    "'http://...@example.org/v1'"
    """
    return repr(re.sub(r"//[^/]*@", "//...@", address)[:200])
