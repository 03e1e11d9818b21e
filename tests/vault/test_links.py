"""Links to what lies in a bucket: they serve it, end, and tell no secret."""

from __future__ import annotations

import time
import urllib.error
import urllib.request

import pytest

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, VaultError
from storyreel.vault.address import bucket_address
from storyreel.vault.remote import BucketVault, open_bucket
from tests.vault.places import SECRET, InBucket, InGoogle


def fetched(link: str) -> tuple[bytes, str]:
    """Content and media type behind a link, as a browser without any key gets them."""
    with urllib.request.urlopen(link, timeout=10) as answer:
        return answer.read(), answer.headers["Content-Type"]


def test_a_link_serves_the_bytes_and_tells_no_secret(remote: InBucket) -> None:
    """Whoever has the link gets the content with its type; the link holds the hash, an end, and no secret."""
    store = remote.open()
    ref = store.put(b"a frame", "image/png")

    link = store.link(ref, 600)

    assert link is not None
    assert fetched(link) == (b"a frame", "image/png")
    assert ref.sha256 in link
    assert "Expires=600" in link
    assert SECRET not in link
    assert "PRIVATE" not in link
    with pytest.raises(urllib.error.HTTPError):
        fetched(link.split("?")[0])


def test_a_link_needs_something_to_lead_to(remote: InBucket) -> None:
    """No link is signed for an asset that is not there, and none beyond seven days."""
    store = remote.open()

    with pytest.raises(AssetLostError):
        store.link(AssetRef(sha256="0" * 64, media_type="image/png", size_bytes=3))
    with pytest.raises(VaultError, match="604,800"):
        store.link(store.put(b"a frame", "image/png"), 604_801)


def test_a_google_link_ends(google: InGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time a link gives nothing."""
    store = google.open()
    link = store.link(store.put(b"a frame", "image/png"), 60)
    later = time.time() + 61
    monkeypatch.setattr("tests.fakes.gcs.time.time", lambda: later)

    assert link is not None
    with pytest.raises(urllib.error.HTTPError):
        fetched(link)


def test_without_a_key_to_sign_with_there_are_no_links(google: InGoogle) -> None:
    """A stand-in without credentials serves a vault that has no links."""
    store = BucketVault(open_bucket(bucket_address(google.url)), google.folder / "unsigned")

    assert store.link(store.put(b"a frame", "image/png")) is None
