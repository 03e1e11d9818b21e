"""A film folder from a stranger: its film.toml, its files and its id do no harm."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip
from storyreel.film.errors import FolderError, SettingsError, VaultError
from storyreel.film.names import is_plain
from storyreel.graph.stages import CallId, Stage
from storyreel.project.delivery import deliver_pieces
from storyreel.project.layers import own_layers
from storyreel.project.project import MOST_NAMED, Project, direct, identity, open_project
from storyreel.project.report_data import write_report
from storyreel.project.settings import Material
from storyreel.project.shown_folders import link_to, shown_file
from storyreel.project.state import FilmState, write_state
from storyreel.vault import Vault
from storyreel.vault.budget import Budget
from storyreel.vault.disk import DiskRecords, DiskVault
from storyreel.vault.documents import Documents
from tests.project import own_media
from tests.project.test_project import SCRIPT, planned

IDS = ("../../x", "/tmp/x", "..", "", "a/b", "a\\\\b", "a\\u0000b", "Film", "a_b", "été", "x\\n", "x" * 200)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(DiskVault(tmp_path / "vault"))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "film").mkdir()
    return tmp_path / "film"


def everything(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*")}


@pytest.mark.parametrize("film_id", IDS)
@pytest.mark.parametrize(
    "use", [open_project, lambda *given: direct(*given).__enter__()], ids=["look", "direct"]
)
def test_an_id_that_is_not_plain_is_an_error(
    film_id: str, use: Callable[..., object], film: Path, vault: Vault
) -> None:
    """Nothing is written anywhere, and the sentence says what is accepted and what to do."""
    (film / "film.toml").write_text(f'id = "{film_id}"\n')
    before = everything(film.parent)

    with pytest.raises(
        SettingsError, match=r"id in .*film\.toml.* a to z, digits and dashes.*Delete that line"
    ):
        use(SCRIPT, str(film), vault)

    assert everything(film.parent) == before


@pytest.mark.parametrize("line", ["id = 7", "id = [1]", "id = 2020-01-01", "script = 7", "script = {a = 1}"])
def test_a_fact_that_is_no_text_is_an_error(line: str, film: Path, vault: Vault) -> None:
    (film / "film.toml").write_text(f"{line}\n")

    with pytest.raises(SettingsError, match="accepted"):
        open_project(SCRIPT, str(film), vault)


@pytest.mark.parametrize("name", ["影の国", "été_noir", "عنوان", "...", "A Film (final)", "-", "x" * 200])
def test_every_folder_gives_a_plain_id_of_its_own(name: str, tmp_path: Path) -> None:
    """Two films of one name in two places do not meet."""
    one, other = identity(tmp_path / "a" / name), identity(tmp_path / "b" / name)

    assert is_plain(one)
    assert is_plain(other)
    assert one != other


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a//b", "a/../../b", "a\\b", "a\0b", ".hidden", "", "a/", "x" * 300]
)
def test_no_record_lies_elsewhere(name: str, tmp_path: Path) -> None:
    """A second wall: whatever gives the name, it does not become a path."""
    records = DiskRecords(tmp_path / "records")

    for use in (lambda: records.get(name), lambda: records.create(name, b""), lambda: records.delete(name)):
        with pytest.raises(VaultError, match="not a name of a record"):
            use()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["films/../x/state", "films/été/state", "films/a_b/state", "/x", "films/a\0/lock"]
)
def test_no_document_and_no_budget_has_such_a_name(name: str, vault: Vault) -> None:
    with pytest.raises(VaultError, match="not a name of a document"):
        vault.documents.read(name)
    with pytest.raises(VaultError, match="not a name of a document"):
        vault.documents.write(name, {}, 0)
    with pytest.raises(SettingsError, match="not a name of a budget"):
        Budget(vault.assets.records, name)


def test_documents_that_were_named_before_are_still_found(tmp_path: Path) -> None:
    """So that what they lead to is not taken for unused."""
    records = DiskRecords(tmp_path)
    records.create("documents/films/été-1/state/00000001.json", b'{"keys": {}}')

    assert Documents(records).all("films") == {"films/été-1/state": {"keys": {}}}


class TestHijack:
    """A folder that names the id of another film."""

    @pytest.fixture
    def mine(self, tmp_path: Path, vault: Vault) -> Path:
        with direct(SCRIPT, str(tmp_path / "mine"), vault) as project:
            planned(project, SCRIPT)
        return tmp_path / "mine"

    @pytest.fixture
    def theirs(self, mine: Path, film: Path) -> Path:
        shutil.copy(mine / "film.toml", film)
        return film

    @pytest.mark.parametrize(
        "use", [open_project, lambda *given: direct(*given).__enter__()], ids=["look", "direct"]
    )
    def test_it_does_not_get_what_is_mine(
        self, use: Callable[..., object], mine: Path, theirs: Path, vault: Vault
    ) -> None:
        """Both folders are named, and what to delete; the state is as it was."""
        before = open_project(SCRIPT, str(mine), vault).state

        with pytest.raises(SettingsError, match=rf"{theirs}.*{mine}.*Delete the line `id`"):
            use(SCRIPT, str(theirs), vault)

        assert open_project(SCRIPT, str(mine), vault).state == before
        assert before.folder == str(mine)

    def test_it_is_a_film_of_its_own_without_the_line(self, theirs: Path, mine: Path, vault: Vault) -> None:
        lines = (theirs / "film.toml").read_text().splitlines()
        (theirs / "film.toml").write_text("\n".join(line for line in lines if not line.startswith("id = ")))

        with direct(SCRIPT, str(theirs), vault) as project:
            assert project.state.base is None
            assert project.id == identity(theirs)

    def test_a_film_that_was_only_begun_is_guarded_too(
        self, tmp_path: Path, film: Path, vault: Vault
    ) -> None:
        """`init` is enough."""
        with direct(SCRIPT, str(tmp_path / "mine"), vault):
            pass
        shutil.copy(tmp_path / "mine" / "film.toml", film)

        with pytest.raises(SettingsError, match="Delete the line `id`"):
            open_project(SCRIPT, str(film), vault)

    @pytest.mark.parametrize("now", ["torn", "without an id", "without film.toml"])
    def test_a_film_toml_that_is_lost_or_cannot_be_read_guards_too(
        self, now: str, mine: Path, theirs: Path, vault: Vault
    ) -> None:
        """Whoever edits theirs at the moment does not lose the film for that."""
        text = {"torn": "look = ", "without an id": 'look = "noir"\n'}.get(now)
        (mine / "film.toml").unlink() if text is None else (mine / "film.toml").write_text(text)

        with pytest.raises(SettingsError, match="Delete the line `id`"):
            open_project(SCRIPT, str(theirs), vault)

    def test_a_film_that_moved_goes_on(self, mine: Path, vault: Vault) -> None:
        """Its old folder is gone, and its new one is remembered.

        Another machine's folder is not here either.
        """
        moved = mine.rename(mine.with_name("moved"))

        with direct(SCRIPT, str(moved), vault) as project:
            assert project.state.base is not None

        assert open_project(SCRIPT, str(moved), vault).state.folder == str(moved)

    def test_the_old_folder_may_be_another_film_by_now(self, mine: Path, vault: Vault) -> None:
        moved = mine.rename(mine.with_name("moved"))
        mine.mkdir()
        (mine / "film.toml").write_text('id = "another"\n')

        assert open_project(SCRIPT, str(moved), vault).state.base is not None


LINKED = ("film.toml", "storyboard.toml")


@pytest.mark.parametrize("name", LINKED)
def test_a_linked_file_is_neither_read_nor_written(name: str, film: Path, vault: Vault) -> None:
    """The person's private file is as it was, and is not quoted in an error."""
    private = film.parent / "private.txt"
    private.write_text("secret words")
    (film / name).symlink_to(private)

    with (
        pytest.raises(FolderError, match="is a link to") as refused,
        direct(SCRIPT, str(film), vault) as project,
    ):
        planned(project, SCRIPT)

    assert private.read_text() == "secret words"
    assert "secret" not in str(refused.value)


def test_a_linked_probe_empties_nothing(film: Path, vault: Vault) -> None:
    private = film.parent / "private.txt"
    private.write_text("secret words")
    (film / ".writable").symlink_to(private)

    with direct(SCRIPT, str(film), vault):
        pass

    assert private.read_text() == "secret words"


@pytest.mark.parametrize(
    "linked",
    ["clips", "clips/.written", "clips/SC010-SH010.mp4", "clips/.written/SC010-SH010.mp4.sha256", "film.mp4"],
)
def test_what_is_delivered_goes_through_no_link(linked: str, film: Path, vault: Vault) -> None:
    """Folders, marks and files."""
    elsewhere = film.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "private").write_text("mine")
    clip = Clip(video=vault.assets.put(b"theirs", "video/mp4"), frames=3)

    def deliver(project: Project) -> None:
        deliver_pieces(project, {CallId(Stage.CLIP, "SC010-SH010"): clip})
        project.files.write("film.mp4", vault.assets.path(clip.video))

    with direct(SCRIPT, str(film), vault) as project:
        (film / linked).parent.mkdir(parents=True, exist_ok=True)
        (film / linked).symlink_to(elsewhere if "." not in Path(linked).name[1:] else elsewhere / "private")
        with pytest.raises(FolderError, match="is a link to"):
            deliver(project)

    assert everything(elsewhere) == {"private"}
    assert (elsewhere / "private").read_text() == "mine"


@pytest.mark.parametrize(
    "linked",
    [
        "report.html",
        "poster.jpg",
        "film.mp4",
        "film.srt",
        "film.vtt",
        "pictures",
        "pictures/a.jpg",
        "layers/bay/dusk",
        ".written",
        "narration/a",
        "clips",
    ],
)
def test_a_link_is_refused_before_anything_is_made(linked: str, film: Path, vault: Vault) -> None:
    """Nobody pays for a film that cannot be put into its folder.

    A link of one's own beside it is left alone.
    """
    (film / "notes.txt").symlink_to(film.parent)
    (film / linked).parent.mkdir(parents=True, exist_ok=True)
    (film / linked).symlink_to(film.parent / "private")

    with pytest.raises(FolderError, match=rf"{linked}' is a link to"), direct(SCRIPT, str(film), vault):
        pytest.fail("it went on")

    assert not (film / "film.toml").exists()


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "make",
    [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to("/etc/hostname")],
)
def test_a_report_that_is_a_pipe_or_a_link_ends_in_words(
    make: Callable[[Path], None], film: Path, vault: Vault
) -> None:
    """Reading does not wait for it, even if it is put there while the film is made."""
    with direct(SCRIPT, str(film), vault) as project:
        make(film / "report.html")

        with pytest.raises(FolderError, match=r"report\.html"):
            write_report(project, "page")


@pytest.mark.parametrize(
    "path",
    [
        "../../x/01-sea.svg",
        "/etc/a/01-sea.svg",
        "layers/../../../01-sea.svg",
        "layers/01-sea.svg",
        "layers//01-sea.svg",
    ],
)
def test_a_memory_that_names_other_files_as_layers_is_not_believed(
    path: str, film: Path, vault: Vault
) -> None:
    """A vault may be shared; what it says does not lead out of the folder."""
    with direct(SCRIPT, str(film), vault) as project:
        for store in (vault.assets, None):
            with pytest.raises(FolderError):
                own_layers(project.files, FilmState(written_layers={path: "0" * 64}), store)


@pytest.mark.parametrize("linked", ["layers", "layers/bay", "layers/bay/dusk", "layers/bay/dusk/01-sea.svg"])
def test_a_linked_layer_is_not_taken_in(linked: str, film: Path, vault: Vault) -> None:
    """Neither a file nor a folder on the way; nothing of it comes into the vault."""
    elsewhere = film.parent / "elsewhere"
    (elsewhere / "bay" / "dusk").mkdir(parents=True)
    target = elsewhere / "bay" / "dusk" / "01-sea.svg"
    target.write_text("private")
    (film / linked).parent.mkdir(parents=True, exist_ok=True)
    (film / linked).symlink_to(elsewhere / Path(linked).relative_to("layers"))
    write_state(vault, identity(film), FilmState(written_layers={"layers/bay/dusk/01-sea.svg": "0" * 64}))
    before = len(list(vault.assets.assets()))

    for use in (
        lambda: direct(SCRIPT, str(film), vault).__enter__(),
        lambda: open_project(SCRIPT, str(film), vault).look_at_edits(),
    ):
        with pytest.raises(FolderError, match="is a link to"):
            use()

    assert len(list(vault.assets.assets())) == before


def test_what_is_shown_in_a_browser_is_no_link(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a linked film, nor a pipe, nor one whose id leads elsewhere."""
    monkeypatch.setenv("STORYREEL_HOME", str(film.parent / "home"))
    monkeypatch.setenv("STORYREEL_FILMS_URL", "http://127.0.0.1:1/films")
    (film.parent / "private.mp4").write_bytes(b"private")
    (film / "film.mp4").symlink_to(film.parent / "private.mp4")
    os.mkfifo(film / "poster.jpg")
    (film / "film.srt").write_bytes(b"words")
    key = link_to("film-1", film / "film.mp4").split("/")[-2]

    captions = shown_file("film-1", "film.srt", key)
    assert captions is not None
    captions.close()
    assert shown_file("film-1", "film.mp4", key) is None
    assert shown_file("film-1", "poster.jpg", key) is None
    assert link_to("../../x", film / "film.mp4") == (film / "film.mp4").as_uri()
    assert not (film.parent / "x").exists()


def test_what_lies_outside_is_said_in_a_note(film: Path, vault: Vault) -> None:
    """If nothing leaves the machine, a file elsewhere is used, and named.

    So is one behind a link or in a folder with links.
    """
    from storyreel.project.outside_files import outside_material

    elsewhere = film.parent / "elsewhere"
    elsewhere.mkdir()
    own_media.picture(elsewhere / "a.png")
    own_media.picture(film / "inside.png")
    (film / "link.png").symlink_to(elsewhere / "a.png")
    (film / "mara").mkdir()
    (film / "mara" / "b.png").symlink_to(elsewhere / "a.png")
    (film / "mara" / "c.png").symlink_to(film / "inside.png")

    def found(**material: object) -> list[tuple[str, str]]:
        return [(one.where, one.path) for one in outside_material(Material.model_validate(material), film)]

    real = str(elsewhere / "a.png")
    assert (
        found(frames={"S": "inside.png", "T": "prompt: ../../etc/passwd"}, people={"M": "mara/c.png"}) == []
    )
    assert found(music="../elsewhere/a.png") == [("material.music", real)]
    assert found(music={"tense": real}) == [('material.music."tense"', real)]
    assert found(frames={"S": "link.png"}) == [('material.frames."S"', real)]
    assert found(people={"M": "mara"}) == [('material.people."M"', real)]
    assert found(narration=str(elsewhere)) == [("material.narration", str(elsewhere))]
    with pytest.raises(SettingsError, match="no path"):
        found(music="a\0b")


def test_a_note_names_no_more_than_can_be_read(film: Path, vault: Vault) -> None:
    from storyreel.project.project import _outside_note

    (film / "film.toml").write_text(
        "[material.frames]\n"
        + "".join(f'S{number} = "../{number}.png"\n' for number in range(MOST_NAMED + 7))
    )

    [note] = _outside_note(open_project(SCRIPT, str(film), vault))

    assert "/0.png' (material.frames" in note
    assert "and 7 more" in note


def test_a_lost_asset_leaves_no_part_of_a_file(film: Path, vault: Vault) -> None:
    """What cannot be copied whole does not appear, and nothing is left beside it."""
    missing = AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=3)

    with direct(SCRIPT, str(film), vault) as project, pytest.raises(VaultError):
        deliver_pieces(project, {CallId(Stage.CLIP, "SC010-SH010"): Clip(video=missing, frames=3)})

    assert everything(film) == {"film.toml"}
