"""Films under a web address."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storyreel.film.errors import VaultError
from storyreel.vault.publishing import publish
from tests.vault.places import SECRET, InAmazon, InBucket, InGoogle


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "The Last Light.mp4"
    path.write_bytes(b"film")
    for name in ("The Last Light.vtt", "The Last Light.de.srt"):
        (tmp_path / name).write_text("captions")
    return path


def fetched(link: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(link, timeout=10) as answer:
        return answer.read(), answer.headers["Content-Type"]


def test_a_film_is_published_with_a_link_that_ends(remote: InBucket, film: Path) -> None:
    """Film and captions are served with their types by links that end.

    Without the signature there is nothing.
    """
    captions = [film.with_suffix(".vtt"), film.with_suffix(".de.srt")]

    published = publish(
        remote.url, film, captions, seconds=3600, credentials=remote.credentials, clock=lambda: 0.0
    )

    assert fetched(published.link) == (b"film", "video/mp4")
    assert [fetched(link) for link in published.captions] == [
        (b"captions", "text/vtt; charset=utf-8"),
        (b"captions", "application/x-subrip; charset=utf-8"),
    ]
    assert published.expires_at == datetime(1970, 1, 1, 1, tzinfo=UTC)
    assert not published.public
    assert "/published/the-last-light/the-last-light.mp4?" in published.link
    assert "/the-last-light.de.srt?" in published.captions[1]
    assert SECRET not in repr(published)
    with pytest.raises(urllib.error.HTTPError):
        fetched(published.link.split("?")[0])


def test_a_film_is_public_only_when_asked(remote: InBucket, film: Path) -> None:
    """A public film has an address without a signature, for good.

    Published again in private, it has none any more.
    """
    published = publish(remote.url, film, public=True, credentials=remote.credentials)

    assert published.public
    assert published.expires_at is None
    assert "?" not in published.link
    assert fetched(published.link)[0] == b"film"
    publish(remote.url, film, credentials=remote.credentials)
    with pytest.raises(urllib.error.HTTPError):
        fetched(published.link)


def test_a_bucket_that_forbids_public_objects_is_explained(
    amazon: InAmazon, google: InGoogle, film: Path
) -> None:
    """As buckets are set up today: said in words, and nothing lies there."""
    amazon.server.no_lists = True  # type: ignore[union-attr]
    google.server.uniform_access = True  # type: ignore[union-attr]

    for place in (amazon, google):
        with pytest.raises(
            VaultError, match=r"does not let objects be public.*Nothing was published.*--public"
        ):
            publish(place.url, film, public=True, credentials=place.credentials)
        assert list(place.bucket.list("published/")) == []


def test_a_folder_of_this_machine_has_no_links(film: Path) -> None:
    """A vault on disk is refused with what to give instead."""
    with pytest.raises(VaultError, match="--to s3://"):
        publish(film.parent.as_uri(), film)


def test_without_a_key_to_sign_with_nothing_is_uploaded(google: InGoogle, film: Path) -> None:
    """A link that cannot be signed is refused before anything is sent."""
    with pytest.raises(VaultError, match="cannot sign"):
        publish(google.url, film)

    assert list(google.bucket.list("published/")) == []


@pytest.mark.parametrize(
    ("change", "words"), [({"seconds": 0}, "604,800"), ({"film": Path("none.mp4")}, "'none.mp4'")]
)
def test_what_cannot_be_published_is_said_first(
    amazon: InAmazon, film: Path, change: dict[str, object], words: str
) -> None:
    """A wrong time or a missing film is reported before a request."""
    before = len(amazon.server.requests)

    with pytest.raises(VaultError, match=words):
        publish(amazon.url, credentials=amazon.credentials, **({"film": film} | change))  # type: ignore[arg-type]

    assert len(amazon.server.requests) == before
