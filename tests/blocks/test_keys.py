"""Keys and addresses: only two files are read, and no file sends another's key to an address of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from blocks import keys
from blocks.access import Endpoint, access_of, is_loopback, keyless_access
from blocks.keyfile import MOST_BYTES
from blocks.keys import film_folder_of_keys, find, find_key, keys_of_film
from blocks.kinds import CrewMember
from blocks.providers.elevenlabs_audio import ElevenLabsSpeech
from blocks.providers.openai_stills import OpenAIStills
from blocks.providers.transcribe import TranscribeWords
from storyreel.film.errors import FilmError, KeyMissingError, SettingsError
from tests.blocks.drawn import still_brief
from tests.contracts.crews import hired
from tests.fakes.store import FolderStore
from tests.fakes.studio import Studio

LUMA = Endpoint("Luma", ("LUMAAI_API_KEY", "LUMA_API_TOKEN"), ("LUMAAI_BASE_URL",), ("LUMA_CUSTOM_HEADERS",))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film's folder below a folder that is somebody's."""
    folder = tmp_path / "films" / "downloaded"
    folder.mkdir(parents=True)
    return folder


def put(folder: Path, *lines: str, mode: int = 0o600) -> Path:
    path = folder / ".env"
    path.write_text("".join(f"{line}\n" for line in lines))
    path.chmod(mode)
    return path


def test_a_key_is_the_blocks_the_environments_the_films_or_the_checkouts(
    checkout: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order; the older name is understood, and a changed file is read again."""
    with pytest.raises(KeyMissingError, match=r"LUMAAI_API_KEY is not set\. Nothing was spent"):
        access_of(LUMA, None, "")

    put(checkout, "LUMA_API_TOKEN=of-the-checkout")
    assert find("LUMAAI_API_KEY", "LUMA_API_TOKEN").value == "of-the-checkout"
    own = put(film, "LUMA_API_TOKEN=of-the-film")
    with keys_of_film(film):
        found = find("LUMAAI_API_KEY", "LUMA_API_TOKEN")
        assert (found.value, str(found)) == ("of-the-film", f"LUMA_API_TOKEN in {own}")
        own.write_text("LUMA_API_TOKEN=changed\n")
        assert find("LUMA_API_TOKEN").value == "changed"
        monkeypatch.setenv("LUMAAI_API_KEY", "of-the-environment")
        assert str(find("LUMAAI_API_KEY", "LUMA_API_TOKEN")) == "LUMAAI_API_KEY in the environment"
        assert find_key(SecretStr("of-the-block"), "LUMAAI_API_KEY").value == "of-the-block"
    assert film_folder_of_keys() is None


def test_the_working_directory_and_folders_above_are_not_looked_at(
    tmp_path: Path, checkout: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file above the film, in the working directory or above the checkout is read."""
    put(film.parent, "LUMA_API_TOKEN=above-the-film")
    put(checkout.parent, "LUMA_API_TOKEN=above-the-checkout")
    put(film.parent.parent, "LUMA_API_TOKEN=further-above-the-film")
    here = tmp_path / "here"
    here.mkdir()
    put(here, "LUMA_API_TOKEN=of-the-working-directory")
    monkeypatch.chdir(here)

    with keys_of_film(film):
        assert find("LUMA_API_TOKEN").kind == "nowhere"


def test_a_folder_of_installed_packages_is_no_checkout(checkout: Path) -> None:
    """Without the files of a checkout the folder above the package is not looked at."""
    put(checkout, "LUMA_API_TOKEN=x")
    (checkout / "prefect.yaml").unlink()

    assert find("LUMA_API_TOKEN").kind == "nowhere"


@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602, 0o777])
def test_a_file_that_others_may_write_is_refused(mode: int, film: Path) -> None:
    """With its path, its mode and the command that closes it; it is not skipped."""
    path = put(film, "LUMA_API_TOKEN=x", mode=mode)

    with keys_of_film(film), pytest.raises(SettingsError) as caught:
        find("LUMA_API_TOKEN")

    assert all(
        word in str(caught.value)
        for word in (str(path), f"{mode:04o}", f"chmod 600 {path}", "Nothing was sent")
    )


def test_a_file_of_another_user_is_refused(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner of a file decides its content, so another user's file is refused."""
    path = put(film, "LUMA_API_TOKEN=x")
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)

    with keys_of_film(film), pytest.raises(SettingsError, match=r"belongs to user"):
        find("LUMA_API_TOKEN")


@pytest.mark.parametrize("what", ["link", "pipe", "folder", "large", "latin-1"])
def test_what_is_no_small_text_file_is_refused(what: str, film: Path, tmp_path: Path) -> None:
    """A link is not followed, a pipe does not block, and the size is bounded."""
    path = film / ".env"
    match what:
        case "link":
            path.symlink_to(put(tmp_path, "LUMA_API_TOKEN=x"))
        case "pipe":
            os.mkfifo(path, 0o600)
        case "folder":
            path.mkdir(0o700)
        case "large":
            put(film, "X=" + "x" * MOST_BYTES)
        case _:
            path.write_bytes("LUMA_API_TOKEN=é\n".encode("latin-1"))
            path.chmod(0o600)

    with keys_of_film(film), pytest.raises(SettingsError, match=str(path)):
        find("LUMA_API_TOKEN")


def test_a_broken_file_is_no_matter_if_the_environment_says_it_all(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is not read if the environment has the key already."""
    put(film, "LUMA_API_TOKEN=x", mode=0o666)
    monkeypatch.setenv("LUMA_API_TOKEN", "mine")

    with keys_of_film(film):
        assert find("LUMA_API_TOKEN").value == "mine"


def test_a_file_cannot_quote_the_environment(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`${NAME}` would carry a person's key to a stranger, inside an address or as the file's own key."""
    monkeypatch.setenv("MY_SECRET", "very-secret")
    put(film, "LUMAAI_API_KEY=${MY_SECRET}", "LUMAAI_BASE_URL=https://evil.example/${MY_SECRET}")

    with keys_of_film(film):
        assert "very-secret" not in find("LUMAAI_API_KEY").value + find("LUMAAI_BASE_URL").value
        with pytest.raises(SettingsError, match="not usable"):
            access_of(LUMA, None, "")


def test_an_address_from_a_file_goes_with_the_key_of_that_file_only(
    checkout: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Key from the environment, the block or the other file: an error that names both places."""
    own = put(film, "LUMAAI_BASE_URL=https://evil.example/v1")
    put(checkout, "LUMAAI_API_KEY=of-the-checkout")

    with keys_of_film(film):
        with pytest.raises(SettingsError, match=r"LUMAAI_API_KEY in .*checkout/\.env") as caught:
            access_of(LUMA, None, "")
        with pytest.raises(SettingsError, match="the block's own field"):
            access_of(LUMA, SecretStr("mine"), "")
        monkeypatch.setenv("LUMAAI_API_KEY", "mine")
        with pytest.raises(SettingsError, match="LUMAAI_API_KEY in the environment"):
            access_of(LUMA, None, "")
        monkeypatch.delenv("LUMAAI_API_KEY")
        put(film, "LUMAAI_BASE_URL=https://proxy.example/v1/", "LUMAAI_API_KEY=of-the-film")
        together = access_of(LUMA, None, "")
    assert (together.key, together.address) == ("of-the-film", "https://proxy.example/v1")
    assert str(own) in str(caught.value) and "Nothing was sent and nothing was spent" in str(caught.value)


def test_the_persons_own_address_goes_with_any_key(
    tmp_path: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the environment or a block's field, with a key from a file."""
    put(film, "LUMAAI_API_KEY=of-the-film")
    with keys_of_film(film):
        field = access_of(LUMA, None, "https://proxy.example/v1")
        monkeypatch.setenv("LUMAAI_BASE_URL", "http://127.0.0.1:9/v1")
        named = access_of(LUMA, None, "")

    assert field.drawn_from == (f"LUMAAI_API_KEY in {film / '.env'}", "the block's own field")
    assert (named.key, named.address) == ("of-the-film", "http://127.0.0.1:9/v1")
    assert "of-the-film" not in repr(named)


def test_what_a_library_takes_along_by_itself_does_not_go_to_a_files_address(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SDKs add headers from the environment, which may be a person's credentials."""
    put(film, "LUMAAI_BASE_URL=https://evil.example/v1", "LUMAAI_API_KEY=of-the-film")
    monkeypatch.setenv("LUMA_CUSTOM_HEADERS", "Authorization: Bearer mine")

    with keys_of_film(film), pytest.raises(SettingsError, match="LUMA_CUSTOM_HEADERS in the environment"):
        access_of(LUMA, None, "")


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example",
        "http://127.0.0.1@evil.example",
        "http://localhost.evil.example/v1",
        "http://127.0.0.1.evil.example",
        "http://2130706433",
        "http://0x7f000001",
        "http://127.1",
        "http://[::ffff:127.0.0.1]",
        "http://[::ffff:8.8.8.8]",
        "http://localhost.",
        "http://127.0.0.1.",
        "HTTP://EVIL.EXAMPLE",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "//127.0.0.1",
        "127.0.0.1:8000",
        "http:/127.0.0.1",
        "http:127.0.0.1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:0",
        "http://127.0.0.1:80:80",
        "http://[::1]evil.example",
        "http://[::1",
        "http://127.0.0.1\\@evil.example",
        "http://127.0.0.1#@evil.example",
        "http://127.0.0.1?@evil.example",
        "https://me:secret@api.example",
        "http://127.0.0.1%00.evil.example",
        "http://loca\u017fhost",
        "http://\uff11\uff12\uff17.0.0.1",
        "http://0.0.0.0",
        "https://",
        "http://10.0.0.5:8000",
        "http://127.0.0.1\n.evil.example",
    ],
)
def test_an_address_that_is_not_https_or_this_machine_is_refused(address: str) -> None:
    """With a key, wherever the address comes from; a password in it is not repeated."""
    with pytest.raises(SettingsError, match=r"Nothing was sent and nothing was spent") as caught:
        access_of(LUMA, SecretStr("mine"), address)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example/v1",
        "HTTPS://API.EXAMPLE:8443",
        "http://127.0.0.1:1",
        "HTTP://LOCALHOST:8000/v1",
        "http://[::1]:9/v1",
    ],
)
def test_https_and_this_machine_are_accepted(address: str) -> None:
    """In any case of letters."""
    assert access_of(LUMA, SecretStr("mine"), address).address == address


@given(st.text(st.sampled_from("htps:/@.[]127localeviexm#?\\%0 -"), max_size=40))
def test_no_spelling_of_an_address_is_taken_for_this_machine_by_mistake(rest: str) -> None:
    """What passes as loopback connects to loopback in the parser that the SDKs use."""
    import httpx

    address = f"http://{rest}"
    if is_loopback(address):
        assert httpx.URL(address).host in ("localhost", "::1") or httpx.URL(address).host.startswith("127.")


def test_ones_own_server_without_a_key_may_be_beyond_this_machine(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the environment or the block says so; never by a file, and never with a key."""
    own = Endpoint("your own server", (), ("STORYREEL_LOCAL_URL",))
    monkeypatch.delenv("STORYREEL_LOCAL_URL", raising=False)
    put(film, "STORYREEL_LOCAL_URL=http://10.0.0.5:8000/v1")

    with keys_of_film(film), pytest.raises(SettingsError, match="without encryption"):
        keyless_access(own, None, "", own_server=True)
    with pytest.raises(SettingsError, match="without encryption"):
        keyless_access(own, SecretStr("mine"), "http://10.0.0.5:8000/v1", own_server=True)
    monkeypatch.setenv("STORYREEL_LOCAL_URL", "http://10.0.0.5:8000/v1")

    assert keyless_access(own, None, "", own_server=True).address == "http://10.0.0.5:8000/v1"
    put(film, "STORYREEL_LOCAL_URL=http://127.0.0.1:8000/v1")
    monkeypatch.delenv("STORYREEL_LOCAL_URL")
    with keys_of_film(film):
        assert keyless_access(own, None, "", own_server=True).address == "http://127.0.0.1:8000/v1"
        with pytest.raises(SettingsError, match="the block's own field"):
            keyless_access(own, SecretStr("mine"), "", own_server=True)


def with_address() -> list[CrewMember]:
    """Every member that sends a key to an address."""
    return [
        member
        for member in hired()
        if hasattr(member, "base_url")
        and hasattr(member, "api_key")
        and type(member).__name__ not in ("LocalWriter", "SpeechServer")  # of the person's own, without a key
    ]


@pytest.mark.parametrize("member", with_address(), ids=lambda member: type(member).__name__)
def test_no_member_takes_an_address_of_the_film_with_a_key_of_the_environment(
    member: CrewMember, film: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said before anything is asked, and the address is never contacted."""
    for name, value in studio.environment().items():
        monkeypatch.delenv(name, raising=False)
        if name.endswith("KEY"):
            monkeypatch.setenv(name, value)
    put(film, *(f"{name}={value}" for name, value in studio.environment().items() if name.endswith("URL")))

    with keys_of_film(film):
        said = member.missing()
        with pytest.raises(FilmError, match="goes only with a key from the same file"):
            member.access()

    assert "goes only with a key from the same file" in said
    assert not studio.books.requests


def test_a_stranger_who_names_the_address_gets_no_request(
    film: Path, studio: Studio, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawing and listing voices with the key in the environment: neither key nor text leaves."""
    monkeypatch.setenv("OPENAI_API_KEY", studio.key("openai"))
    monkeypatch.setenv("ELEVENLABS_API_KEY", studio.key("elevenlabs"))
    put(film, f"OPENAI_BASE_URL={studio.url('openai')}", f"ELEVENLABS_BASE_URL={studio.url('elevenlabs')}")

    with keys_of_film(film):
        with pytest.raises(SettingsError):
            OpenAIStills(model="gpt-image-2").still(still_brief(), store)
        with pytest.raises(SettingsError):
            ElevenLabsSpeech(model="eleven_v4").offered_voices()

    assert not studio.books.requests


def test_the_films_file_does_not_name_the_bucket_for_recordings(
    checkout: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's folder would get recordings by the person's AWS credentials.

    The checkout's file is the person's own.
    """
    monkeypatch.delenv("STORYREEL_TRANSCRIBE_BUCKET", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "mine")
    put(film, "STORYREEL_TRANSCRIBE_BUCKET=strangers-bucket")
    listener = TranscribeWords(model="standard")

    with keys_of_film(film):
        assert "strangers" not in listener.missing() and "STORYREEL_TRANSCRIBE_BUCKET" in listener.missing()
        with pytest.raises(SettingsError):
            listener.needs_s3()
    assert listener.needs_s3()
    put(checkout, "STORYREEL_TRANSCRIBE_BUCKET=mine")
    assert not listener.needs_s3()


def test_aws_is_not_asked_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint outside this machine is https, from the block or from AWS's own variables."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "mine")
    with pytest.raises(SettingsError, match="without encryption"):
        TranscribeWords(model="standard", base_url="http://10.0.0.5").client("transcribe")
    monkeypatch.setenv("AWS_ENDPOINT_URL_TRANSCRIBE", "http://10.0.0.5")
    with pytest.raises(SettingsError, match="without encryption"):
        TranscribeWords(model="standard").client("transcribe")


def test_the_film_of_one_context_is_not_that_of_another(film: Path, tmp_path: Path) -> None:
    """Two films in one process each read their own file."""
    import contextvars

    other = tmp_path / "other"
    other.mkdir()
    put(film, "LUMA_API_TOKEN=one")
    put(other, "LUMA_API_TOKEN=two")

    def read(folder: Path) -> str:
        with keys_of_film(folder):
            return find("LUMA_API_TOKEN").value

    assert [contextvars.copy_context().run(read, folder) for folder in (film, other)] == ["one", "two"]
    assert keys.film_folder_of_keys() is None
