"""Which key goes to which address. They are chosen together, so that no file can get another's key.

An address from the environment or from a block's field is the person's own and may get any key. An address
from a `.env` file goes only with a key from the same file. Outside this machine, only https is accepted.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field, replace
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
"""Addresses that all parsers read in the same way: no user before an '@', no query, no fragment, no
backslash, no letter beyond ASCII.
"""


@dataclass(frozen=True)
class Endpoint:
    """A service's name for people, and the variables that may set its key and its address."""

    title: str
    key_names: tuple[str, ...]
    address_names: tuple[str, ...]
    taken_along: tuple[str, ...] = ()
    """Variables from which the service's library takes credentials or headers by itself, for any address."""


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
    key = _required_key(endpoint, given_key)
    return _together(endpoint, key, address_of(endpoint, given_address))


def _required_key(endpoint: Endpoint, given: SecretStr | None) -> Found:
    key = find_key(given, *endpoint.key_names)
    if not key.value:
        raise KeyMissingError(no_key(endpoint.title, *endpoint.key_names), provider=endpoint.title)
    return key


def keyless_access(
    endpoint: Endpoint,
    given_key: SecretStr | None,
    given_address: str,
    *,
    usual: str = "",
    own_server: bool = False,
) -> Access:
    """The address of a service that needs no key, and the key of the block's own field if one is given.

    usual: the address if none is set. own_server: whether it is the person's own server. Without a key, such
    a server may be asked over http beyond this machine if the environment or the block's field names it.

    Raises:
        SettingsError: the key does not go to that address, or the address is not usable.
    """
    key = find_key(given_key) if given_key is not None else NOWHERE
    address = address_of(endpoint, given_address)
    if not address.value:
        return Access(key.value, usual, key)
    plain_beyond = own_server and not key.value and address.file is None
    return _together(endpoint, key, address, plain_beyond=plain_beyond)


def require_allowed_address(title: str, address: Found, *, plain_beyond: bool = False) -> None:
    """Refuse an address that is not a web address, or that leaves this machine without https.

    plain_beyond: whether http outside this machine is accepted.

    Raises:
        SettingsError: says which address, where it came from and what is accepted.
    """
    named = f"The address {_shown(address.value)} for {title}, from {address},"
    shape = _SHAPE.fullmatch(address.value)
    if shape is None or not 0 < int((shape["port"] or ":443")[1:]) < 65536:
        raise SettingsError(
            f"{named} is not usable. {NOTHING_SENT} Accepted are https://HOST/PATH, and"
            " http://127.0.0.1:PORT/PATH for a server on this machine; no user, no '?' and no '#'."
        )
    if shape["scheme"].lower() != "https" and not is_loopback(address.value) and not plain_beyond:
        raise SettingsError(
            f"{named} leaves this machine without encryption. {NOTHING_SENT} Beyond 127.0.0.1, localhost and"
            " [::1] only https is accepted: change the address, or take it out."
        )


def is_loopback(address: str) -> bool:
    """Whether an address is certainly of this machine: 127.x.x.x written in full, localhost, or [::1].

    >>> is_loopback("http://localhost:8000/v1"), is_loopback("http://localhost.evil.com")
    (True, False)
    >>> is_loopback("http://127.0.0.1@evil.com")
    False
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
    """The address set in place of the service's own, if any. `access_of` decides whether a key goes there."""
    address = _set_address(endpoint, given)
    if not address.value:
        return NOWHERE
    return replace(address, value=address.value.strip().rstrip("/"))


def _set_address(endpoint: Endpoint, given: str) -> Found:
    if given:
        return Found(given, "field")
    return find(*endpoint.address_names) if endpoint.address_names else NOWHERE


def _together(endpoint: Endpoint, key: Found, address: Found, *, plain_beyond: bool = False) -> Access:
    if not address.value:
        return Access(key.value, "", key)
    if address.file is not None:
        _require_same_file(endpoint, key, address)
    require_allowed_address(endpoint.title, address, plain_beyond=plain_beyond)
    return Access(key.value, address.value, key, address)


def _require_same_file(endpoint: Endpoint, key: Found, address: Found) -> None:
    """Refuse to send a key that is not from the file to an address that is."""
    remedy = (
        f"ake {address.name} out of {address.file}, or set it in the environment if you know the address and"
        " trust it."
    )
    if key.value and key.file != address.file:
        raise SettingsError(
            f"The address for {endpoint.title} is {address}, and its key is {key}. {NOTHING_SENT} An address"
            f" from a file goes only with a key from the same file: t{remedy}"
        )
    if along := set_in_environment(*endpoint.taken_along):
        raise SettingsError(
            f"The address for {endpoint.title} is {address}, and {' and '.join(along)} in the environment"
            f" would be sent along by its own library. {NOTHING_SENT} T{remedy}"
        )


def _shown(address: str) -> str:
    """An address for a message, without the part before an '@', which may be a password.

    >>> _shown("http://me:secret@example.org/v1")
    "'http://...@example.org/v1'"
    """
    return repr(re.sub(r"//[^/]*@", "//...@", address)[:200])
