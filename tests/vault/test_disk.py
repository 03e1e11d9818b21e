"""Assets and records on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.film.errors import AssetLostError, LedgerUnreadableError, VaultError
from storyreel.vault.disk import DiskRecords, DiskVault


@pytest.fixture
def vault(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


def home_of(vault: DiskVault, sha256: str) -> Path:
    return vault.root / "assets" / sha256[:2] / sha256


def test_what_is_put_is_read_back(vault: DiskVault) -> None:
    """Bytes come back under their hash, and equal bytes are kept once."""
    one, two = vault.put(b"a frame", "image/png"), vault.put(b"a frame", "image/png")

    assert one == two
    assert vault.read(one) == b"a frame"
    assert len(list(vault.assets())) == 1


def test_a_file_of_the_workspace_is_moved(vault: DiskVault) -> None:
    """An engine's file becomes the asset without a copy left behind."""
    made = vault.workspace() / "clip.mp4"
    made.write_bytes(b"film")

    ref = vault.put(made, "video/mp4")

    assert not made.exists()
    assert vault.read(ref) == b"film"


def test_a_foreign_file_is_copied(vault: DiskVault, tmp_path: Path) -> None:
    """A person's own file stays where it is."""
    own = tmp_path / "own.svg"
    own.write_bytes(b"<svg/>")

    assert vault.read(vault.put(own, "image/svg+xml")) == b"<svg/>"
    assert own.exists()


def test_a_lost_asset_is_named(vault: DiskVault) -> None:
    """Reading what is gone says so."""
    ref = vault.put(b"a frame", "image/png")
    home_of(vault, ref.sha256).unlink()

    with pytest.raises(AssetLostError, match="gone"):
        vault.read(ref)


@pytest.mark.parametrize("damage", [b"a fram", b"b frame"])
def test_damage_is_noticed_and_fixed_by_putting_again(vault: DiskVault, damage: bytes) -> None:
    """A cut-off or changed asset is found out, and the same bytes put again replace it."""
    ref = vault.put(b"a frame", "image/png")
    home = home_of(vault, ref.sha256)
    home.chmod(0o644)
    home.write_bytes(damage)

    with pytest.raises(AssetLostError):
        vault.check(ref)
    vault.put(b"a frame", "image/png")
    vault.check(ref)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    """A vault below a file is refused in words."""
    (tmp_path / "file").write_text("")

    with pytest.raises(VaultError, match="file"):
        DiskVault(tmp_path / "file" / "vault")


def test_a_record_is_created_once(tmp_path: Path) -> None:
    """The second writer learns that it is second, and the first record stays."""
    records = DiskRecords(tmp_path)

    assert records.create("a/b.json", b"1")
    assert not records.create("a/b.json", b"2")
    assert records.get("a/b.json") == b"1"
    assert records.names("a") == ["a/b.json"]


def test_unreadable_is_not_absent(tmp_path: Path) -> None:
    """A record that is there and cannot be read is an error."""
    (tmp_path / "a").mkdir()

    with pytest.raises(LedgerUnreadableError, match="not treated as missing"):
        DiskRecords(tmp_path).get("a")


def test_half_written_files_are_no_records(tmp_path: Path) -> None:
    """What a killed process left in the middle of writing is not seen."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".part-x").write_bytes(b"half")

    assert DiskRecords(tmp_path).names("a") == []
