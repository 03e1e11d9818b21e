"""What a film is made of at present: results by call, those of the run under way included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip, Keyframes, Still
from storyreel.film.frozen import Frozen
from storyreel.graph.cutting import FILM, MIX
from storyreel.graph.speech import PACE
from storyreel.graph.stages import STAGES, CallId, Stage, call_named
from storyreel.project.project import Project
from storyreel.vault.ledger import Attempt

_NOTHING = Attempt(1)


@dataclass(frozen=True)
class Results:
    """The results of a film's calls, read from the ledger when they are asked for."""

    project: Project
    fresh: Mapping[str, str]
    """Key by call name of what the run under way has made."""

    @cached_property
    def keys(self) -> dict[str, str]:
        """Key by call name."""
        return self.project.state.keys | dict(self.fresh)

    @cached_property
    def _calls(self) -> dict[CallId, str]:
        """Key by call."""
        named = ((call_named(name), key) for name, key in self.keys.items())
        return {call: key for call, key in named if call is not None}

    def attempt(self, key: str) -> Attempt:
        """What the ledger says of a key; an empty attempt for no key."""
        return self.project.vault.ledger.attempt(key) if key else _NOTHING

    def of_key(self, key: str, *stages: Stage) -> Frozen | None:
        """The result under a key, as one of these stages makes it; None if there is none."""
        done = self.attempt(key).done
        if done is None:
            return None
        for stage in stages:
            try:
                return STAGES[stage].result.model_validate(done["result"])
            except ValidationError:
                continue  # a stand-in has the result of another stage
        return None

    def of(self, call: CallId) -> Frozen | None:
        """The result of a call; None if it is not made."""
        return self.of_key(self._calls.get(call, ""), call.stage)

    @property
    def film(self) -> Frozen | None:
        """The finished film."""
        return self.of(FILM)

    @property
    def pace(self) -> Frozen | None:
        """The lengths of the shots of the finished film."""
        return self.of(PACE)

    @property
    def mix_key(self) -> str:
        """The key of the mix; '' if there is none."""
        return self._calls.get(MIX, "")

    @cached_property
    def _clips(self) -> dict[str, tuple[CallId, ...]]:
        """The calls that film each shot, in order."""
        found: dict[str, tuple[CallId, ...]] = {}
        clips = (call for call in self._calls if call.stage is Stage.CLIP)
        for call in sorted(clips, key=lambda call: call.index):
            found[call.subject] = (*found.get(call.subject, ()), call)
        return found

    def clip_calls(self, shot_id: str) -> tuple[CallId, ...]:
        """The calls that film a shot, in order."""
        return self._clips.get(shot_id, ())

    def clip(self, call: CallId, key: str = "") -> Clip | None:
        """A clip, or that with another key."""
        made = self.of_key(key or self._calls.get(call, ""), Stage.CLIP)
        return made if isinstance(made, Clip) else None

    def picture(self, shot_id: str, key: str = "") -> AssetRef | None:
        """A shot's first frame, or that with another key; None if it is not drawn."""
        first = CallId(Stage.STILL, shot_id, "first")
        found = key or self._calls.get(CallId(Stage.KEYFRAMES, shot_id)) or self._calls.get(first, "")
        made = self.of_key(found, Stage.KEYFRAMES, Stage.STILL)
        if isinstance(made, Keyframes):
            return made.first
        return made.image if isinstance(made, Still) else None

    def picture_call(self, shot_id: str) -> CallId:
        """The call that draws a shot's first frame."""
        both = CallId(Stage.KEYFRAMES, shot_id)
        return both if both in self._calls else CallId(Stage.STILL, shot_id, "first")

    def is_filmed(self, shot_id: str) -> bool:
        """Whether a clip of a shot is made."""
        return shot_id in self._clips


def picture_address(slug: str, shot_id: str, picture: AssetRef) -> str:
    """Address of a shot's first frame; it names the picture, so that another one has another address."""
    return f"/films/{slug}/pictures/{shot_id}.jpg?v={digest_in_address(picture)}"


def digest_in_address(ref: AssetRef) -> str:
    """The beginning of the digest of what is shown."""
    return ref.sha256[:12]
