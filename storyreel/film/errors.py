"""All errors of storyreel.

A message says what was given, what is accepted, and what to do next. Errors cross process boundaries, so each
takes one message and keyword facts that can be pickled.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class FilmError(Exception):
    """Anything storyreel can explain to a person."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild with its facts in another process."""
        return (_rebuild, (type(self), self.message, self.facts))


def _rebuild(kind: type[FilmError], message: str, facts: dict[str, object]) -> FilmError:
    return kind(message, **facts)


def shown(value: object, most: int = 120) -> str:
    """A value as an error shows it: on one line, and cut if it is long.

    >>> shown("x" * 9, 7), shown(10**5000)
    ("'xxxxxx...", 'a value that is too long to be shown')
    """
    try:
        return _cut(repr(value[: most + 1] if isinstance(value, str) else value), most)
    except ValueError:  # a number with more digits than Python converts
        return "a value that is too long to be shown"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most + 2 else f"{text[:most]}..."


def did_you_mean(given: str, accepted: Iterable[str]) -> str:
    """A question that names the accepted word nearest to the given one, '' if none is near.

    >>> did_you_mean("crwe", ["crew", "language"]), did_you_mean("x", ["crew"])
    (" Did you mean 'crew'?", '')
    """
    near = get_close_matches(given, accepted, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


class ScreenplayError(FilmError):
    """The screenplay cannot be read or planned (facts: line, column, if known)."""


class StoryboardError(FilmError):
    """A storyboard or a person's edit of it is not usable."""


class SettingsError(FilmError):
    """`film.toml`, a flag or a variable holds something unusable."""


class UsageError(SettingsError):
    """What was typed is not what the command takes."""


class TimelineError(FilmError):
    """Pieces do not fit together in time."""


class ProjectBusyError(FilmError):
    """Another run directs this film (facts: holder)."""


class VaultError(FilmError):
    """The vault cannot be read or written."""


class FolderError(VaultError):
    """Something in a film's folder is not used: a link, a special file, too large or not readable."""


class AssetLostError(VaultError):
    """An asset is gone or damaged (facts: sha256)."""


class LedgerUnreadableError(VaultError):
    """A ledger entry exists and cannot be read. It is never treated as missing."""


class RenderError(FilmError):
    """A child program or an encoder failed (facts: command, last_lines)."""


class CapabilityError(FilmError):
    """A crew member cannot do what is asked. Raised before money is spent."""


class ProviderError(FilmError):
    """A crew member failed (facts: provider, capability)."""


class TransientProviderError(ProviderError):
    """May succeed when asked again (facts: retry_after_seconds)."""


class RefusedError(ProviderError):
    """The crew member will not do this as asked (facts: reason)."""


class QuotaError(ProviderError):
    """The provider's allowance is used up."""


class BudgetError(ProviderError):
    """The budget leaves no room for this; nothing was submitted (facts: needed_usd, left_usd)."""


class KeyMissingError(ProviderError):
    """A provider's key is not set, or is not accepted (facts: provider)."""


class UnknownOutcomeError(ProviderError):
    """It is not known whether a paid job was accepted. Nothing more is submitted for it (facts: call)."""


class PendingError(ProviderError):
    """The provider still works on the job; it stays pending and is collected by the next run."""


class BrokenDeliveryError(ProviderError):
    """What was downloaded is not what was asked for: cut short, damaged, of another kind or length."""


class ServerError(FilmError):
    """The Prefect server cannot be started or reached."""
