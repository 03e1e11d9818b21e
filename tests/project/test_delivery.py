"""What is put into the film's folder."""

from __future__ import annotations

from pathlib import Path

from storyreel.film.briefs import Clip, Speech
from storyreel.graph.stages import CallId, Stage
from storyreel.project.delivery import deliver_pieces
from storyreel.project.project import direct
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault


def test_clips_and_lines_lie_in_the_folder_where_no_film_was_asked_for(tmp_path: Path) -> None:
    """Each under its shot's name, to be watched and heard; and it is said what there is."""
    vault = Vault(DiskVault(tmp_path / "vault"))
    made = {
        CallId(Stage.CLIP, "SC010-SH010"): Clip(video=vault.assets.put(b"whole", "video/mp4"), frames=3),
        CallId(Stage.CLIP, "SC010-SH020", index=1, count=2): Clip(
            video=vault.assets.put(b"first", "video/mp4"), frames=3
        ),
        CallId(Stage.SPEECH, "SC010-SH010", index=1): Speech(
            audio=vault.assets.put(b"spoken", "audio/flac"), duration_ms=3, words=(), exact_words=True
        ),
    }
    with direct("INT. HALL - DAY\n\nRain.\n", str(tmp_path / "film"), vault) as project:
        said = deliver_pieces(project, made)

    assert said == ("1 spoken line in narration/", "2 clips in clips/")
    assert (tmp_path / "film" / "clips" / "SC010-SH010.mp4").read_bytes() == b"whole"
    assert (tmp_path / "film" / "clips" / "SC010-SH020-1-of-2.mp4").read_bytes() == b"first"
    assert (tmp_path / "film" / "narration" / "SC010-SH010-line-1.flac").read_bytes() == b"spoken"
