"""Which results of an earlier version stay in the film, so that nothing paid is made again without consent.

A call is stale if what it is made from has changed and the film has a paid result of it:

    screenplay        changed          the same        the same
    `make`            uses old clip    uses old clip
    `make --redo`                                      films a new clip

Free work is made again with every change. A locked shot keeps also what was free.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from storyreel.film.abilities import CrewCard
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.film.errors import UsageError, shown
from storyreel.film.frozen import Frozen
from storyreel.film.storyboard import Storyboard
from storyreel.graph.calls import Call
from storyreel.graph.places import set_name
from storyreel.graph.stages import STAGES, CallId, call_named
from storyreel.graph.walk import in_order
from storyreel.project.overrides import Overrides, locked_shots
from storyreel.project.paid_results import PaidResults
from storyreel.project.project import Project
from storyreel.project.settings import Scope
from storyreel.project.weights import Families

ALL = "stale"
"""What a person types to have everything made again that is stale."""
STALE = "what it is made from has changed; the one that was paid for stays until `--redo stale`"
LOCKED = "the shot is locked"
MISSING_ONLY = "only what is missing is made"


@dataclass(frozen=True)
class Earlier:
    """A result of an earlier version that stays in the film."""

    key: str
    attempt: int
    result: Frozen
    why: str
    paid: bool


class Keeping:
    """Decides call by call, each after those it needs, what of an earlier version stays."""

    def __init__(self, project: Project, paid: Collection[str], scope: Scope) -> None:
        """paid: who costs money, by capability or as a shot names its engine."""
        self._state, self._paid = project.state, paid
        self._bought, self._ledger = PaidResults(project), project.vault.ledger
        self._families: Families | None = None
        self._redo = {word.casefold() for word in scope.redo}
        self._missing_only = scope.missing_only
        self._wanted: set[str] = set()
        """Keys of the numbered calls of the film as it is now."""
        self._unneeded: set[CallId] = set()
        """Pictures and weights of people and places that nothing would be made from."""
        self._renewed: set[CallId] = set()
        """Calls that are made again on the person's word."""
        self.locked = locked_shots(self._state.overrides)
        self.stale: dict[CallId, str] = {}
        """Why an earlier result stays, by call."""

    def expect(self, calls: Collection[Call], card: CrewCard) -> None:
        """Note what is asked about next.

        What was line 2 and is line 3 now has moved, not changed. A picture of a person that only shots would
        show whose pictures stay is not needed.
        """
        self._families = Families(self._ledger, card)
        if not (self._paid or self.locked or self._missing_only):
            return
        for call in calls:
            if call.row.numbered and call.given is None:
                brief = call.write({})
                self._wanted.update(call.key(brief, prints) for prints in card.in_turn(call.asks))
        self._unneeded = self._only_for_kept(calls)

    def earlier(self, call: Call, brief: Frozen, key: str, *, made: bool, begun: bool) -> Earlier | None:
        """The result that stays in the place of one with this key; None if the call is made or reused.

        made: there is a result with the key. begun: a paid job with the key is under way.
        """
        self.stale.pop(call.id, None)
        asked = self._is_asked(call)
        if asked and key != self._state.keys.get(call.name):
            self._renewed.add(call.id)
        if (made and not call.stays) or call.given is not None or not _can_stay(call):
            return None
        why = self._why(call, may_be_made=asked or begun)
        return self._noted(call, brief, self._chosen(call, why)) if why else None

    def instead(self, call: Call, brief: Frozen, why: str) -> Earlier | None:
        """The paid result that stays because another one could not be made; None if there is none."""
        if not self.is_paid(call):
            return None
        return self._noted(call, brief, self._paid_result(call, why))

    def is_paid(self, call: Call) -> bool:
        """Whether the call costs money, so that it is not made again without consent."""
        return call.asks in self._paid and _can_stay(call)

    def is_unneeded(self, call: Call) -> bool:
        """Whether it would only be shown in pictures that stay as they are."""
        return call.id in self._unneeded

    def _only_for_kept(self, calls: Collection[Call]) -> set[CallId]:
        """Paid pictures and weights that were never made, and that only results would show that stay."""
        new = {call.id for call in calls if self._is_new_likeness(call)}
        if not new:
            return set()
        ordered = _in_order(calls)
        asked, needed = self._all_asked(ordered), set[CallId]()
        for call in reversed(ordered):
            is_wanted = call.id in needed if call.id in new else not self._has_result(call)
            if is_wanted or call.id in asked:
                needed |= {call.id, *call.needs}
        return new - needed

    def _is_new_likeness(self, call: Call) -> bool:
        row = call.row
        return row.alike and row.optional and call.asks in self._paid and not self._has_result(call)

    def _all_asked(self, ordered: Iterable[Call]) -> set[CallId]:
        """The calls that the person asked for, and those that show them."""
        asked = set[CallId]()
        for call in ordered:
            if self._is_asked(call) or any(need in asked and _shows(call.id, need) for need in call.needs):
                asked.add(call.id)
        return asked

    def _has_result(self, call: Call) -> bool:
        """Whether an earlier result of it stays unless it is asked for."""
        if call.given is not None or not _can_stay(call):
            return call.given is not None
        why = self._why(call, may_be_made=False)
        return bool(why) and self._chosen(call, why) is not None

    def is_unjudged(self, call: Call) -> bool:
        """Whether it judges a clip that stays: nothing is asked about it."""
        if call.row.stands_alone:
            return False
        return any(need in self.stale and need.subject == call.id.subject for need in call.needs)

    def _noted(self, call: Call, brief: Frozen, found: Earlier | None) -> Earlier | None:
        if found is not None:
            self.stale[call.id] = "; ".join(filter(None, (found.why, _length_note(brief, found.result))))
        return found

    def _why(self, call: Call, *, may_be_made: bool) -> str:
        """Why an earlier result stays; '' if it does not."""
        if call.id.subject in self.locked:
            return LOCKED
        if self._missing_only:
            return MISSING_ONLY
        if call.stays:
            return call.stays
        return STALE if call.asks in self._paid and not may_be_made else ""

    def _is_asked(self, call: Call) -> bool:
        """Whether the person asked for the call, or for something that it shows."""
        if call.name in self._state.takes.redoing or not self._redo.isdisjoint(_words_for(call.id)):
            return True
        return any(need in self._renewed and _shows(call.id, need) for need in call.needs)

    def _chosen(self, call: Call, why: str) -> Earlier | None:
        """The earlier result, if it is of the take that is in the film."""
        if call.take != self._state.takes.chosen.get(call.name, 1):
            return None
        if why in (STALE, call.stays):
            return self._paid_result(call, why)
        return self._kept(call, self._state.keys.get(call.name), why) or self._paid_result(call, why)

    def _paid_result(self, call: Call, why: str) -> Earlier | None:
        """The newest paid result of a call."""
        for key in self._bought.keys(call.name):
            found = self._kept(call, key, why)
            if found is not None and found.paid:
                return found
        return None

    def _kept(self, call: Call, key: str | None, why: str) -> Earlier | None:
        """A result by its key, if it is whole and no other call of the film has it now."""
        if key is None or key in self._wanted:
            return None
        attempt = self._bought.attempt(key)
        if attempt.done is None:
            return None
        result = call.row.result.model_validate(attempt.done["result"])
        if self._families is not None and self._families.other(key, attempt.number, result):
            return None
        paid = self._bought.is_paid(call.name, key, attempt.done)
        return Earlier(key, attempt.number, result, why, paid)


def _in_order(calls: Iterable[Call]) -> list[Call]:
    """The calls, each after those among them that it needs."""
    by_id = {call.id: call for call in calls}
    needs = {one: [need for need in call.needs if need in by_id] for one, call in by_id.items()}
    return [by_id[one] for one in in_order(needs)]


def _can_stay(call: Call) -> bool:
    """Whether an earlier result of the call still means something."""
    return bool(call.row.capability) and not call.row.must_fit


def _words_for(call: CallId) -> set[str]:
    """What a person may type to have a stale call made again."""
    return {ALL, call.subject.casefold(), str(call).casefold()}


def _shows(call: CallId, need: CallId) -> bool:
    """Whether a call uses the result of what it needs, and does not only wait for it."""
    row = STAGES[need.stage]
    return row.alike or (need.subject == call.subject and row.milestone != "narration")


def _length_note(brief: Frozen, result: Frozen) -> str:
    """How an earlier clip is brought to the length of its shot; '' if it has that length."""
    if not isinstance(brief, ClipBrief) or not isinstance(result, Clip) or brief.frames == result.frames:
        return ""
    seconds = float(abs(brief.frames - result.frames) / brief.recipe.rate.fps)
    if brief.frames < result.frames:
        return f"its last {seconds:.1f} s are cut"
    return f"its last picture is held for {seconds:.1f} s"


def require_known(scope: Scope, storyboard: Storyboard, overrides: Overrides) -> None:
    """Refuse to make again what the film does not have, or what is locked.

    Raises:
        UsageError: says what is accepted.
    """
    known = {ALL.casefold(), *(one.casefold() for one in subjects(storyboard)), *_named_calls(scope)}
    locked = {shot.casefold() for shot in locked_shots(overrides)}
    for word in scope.redo:
        if word.casefold() in locked:
            raise _is_locked(word)
        if word.casefold() not in known:
            raise _unknown(word, storyboard)


def _named_calls(scope: Scope) -> set[str]:
    """Words that are the whole name of a call."""
    return {word.casefold() for word in scope.redo if " " in word and call_named(word) is not None}


def subjects(storyboard: Storyboard) -> Iterator[str]:
    """Ids of everything that something is made for."""
    yield from (shot.id for _, shot in storyboard.shots())
    yield from (member.id for member in storyboard.cast)
    yield from (environment.id for environment in storyboard.environments)
    yield from dict.fromkeys(map(set_name, storyboard.scenes))


def _is_locked(word: str) -> UsageError:
    return UsageError(
        f"--redo is {shown(word)}, and that shot is locked. Nothing was made and nothing was spent. Take"
        " `lock = true` from it in storyboard.toml if it is to be made again."
    )


def _unknown(word: str, storyboard: Storyboard) -> UsageError:
    shots = ", ".join(shot.id for _, shot in storyboard.shots())
    others = ", ".join((*(one.id for one in storyboard.cast), *(one.id for one in storyboard.environments)))
    return UsageError(
        f"--redo is {shown(word)}; it takes 'stale' for all that is stale, or a shot, person or place of this"
        f" film: {shots}; {others}. Nothing was made and nothing was spent."
    )


def kept_shots(project: Project, storyboard: Storyboard, scope: Scope) -> frozenset[str]:
    """Ids of the shots that stay as they were made, also what of them is free."""
    shots = frozenset(shot.id for _, shot in storyboard.shots())
    return shots if scope.missing_only else shots & locked_shots(project.state.overrides)


def still_known(bought: Mapping[str, str], storyboard: Storyboard | None) -> dict[str, str]:
    """Paid results without those of shots, people and places that the film no longer has."""
    if storyboard is None:
        return dict(bought)
    present = {"", *subjects(storyboard)}
    calls = ((name, key, call_named(name)) for name, key in bought.items())
    return {name: key for name, key, call in calls if call is not None and call.subject in present}
