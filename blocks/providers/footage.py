"""Films from the person's own footage: for each shot, the clip of a folder that fits it best.

It only passes its brief to the engine.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from blocks.kinds import HomeMember, VideoGenerator
from storyreel.film.abilities import VideoAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.vault.home import open_home
from storyreel.vault.private import private_folder

USUAL_FOLDER = "footage"


class FootageVideo(VideoGenerator, HomeMember):
    """Cuts shots from existing clips, found by their notes and by how they look. Free."""

    _block_type_name = "Own Footage"
    _description = "Cuts each shot from the nearest clip in a folder of footage; offline and free."

    folder: str = Field(
        min_length=1,
        description=(
            "Folder of clips (mp4, mov, mkv, webm), with .txt or .json notes beside them if there are any."
        ),
    )
    clip_weights: str = Field(
        default="",
        description=(
            "Folder of a CLIP model on this machine, to search by what is seen. Without it, the search uses"
            " names, notes and colours."
        ),
    )

    @classmethod
    def hired(cls, language: str, model: str = "") -> FootageVideo:
        """See `CrewMember.hired`. The folder of clips is named in place of a model."""
        return cls(folder=model or USUAL_FOLDER)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`: the content of the folder and how it is searched, not its path."""
        from storyreel.footage.index import folder_digest

        return f"footage/1/{self._embedder().fingerprint()}/{folder_digest(self._folder)}"

    def ability(self) -> VideoAbility:
        """See `VideoGenerator.ability`."""
        return VideoAbility(
            longest_seconds=60,
            overlap_frames=8,
            last_frame=False,
            key_pictures=True,
            exact=True,
            words=False,
            seed=True,
        )

    def reads(self) -> tuple[Path, ...]:
        """See `CrewMember.reads`: the folder, and the targets of links in it."""
        from storyreel.footage.index import clips_in

        clips = clips_in(self._folder) if self._folder.is_dir() else ()
        return (
            self._folder,
            *(real for clip in clips if not (real := clip.resolve()).is_relative_to(self._folder)),
        )

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        if lacks := self._lacks():
            return (
                f"The footage folder {str(self._folder)!r} {lacks}. Nothing was spent. Put mp4, mov, mkv or"
                ' webm files in it, or name another folder in film.toml: models = { video = "FOLDER" }.'
            )
        return ""

    def _lacks(self) -> str:
        """What is wrong with the folder; '' if nothing is."""
        from storyreel.footage.index import clips_in

        if not self._folder.is_dir():
            return "does not exist"
        return "" if clips_in(self._folder) else "holds no clip"

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """See `VideoGenerator.shoot`."""
        from storyreel.footage.index import open_index
        from storyreel.footage.search import shoot_from_footage

        embedder = self._embedder()
        return shoot_from_footage(
            brief,
            open_index(self._folder, private_folder(open_home() / "footage"), embedder),
            embedder,
            store,
        )

    @property
    def _folder(self) -> Path:
        return Path(self.folder).expanduser().resolve()

    def _embedder(self):  # noqa: ANN202 - either kind; naming them here would load numpy for --help
        from storyreel.footage.embedding import ClipEmbedder, LayoutEmbedder

        return ClipEmbedder(Path(self.clip_weights).expanduser()) if self.clip_weights else LayoutEmbedder()
