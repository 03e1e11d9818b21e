"""Addresses of vaults in buckets, and the credentials beside them: read, refused in words, never shown."""

from __future__ import annotations

import json
import pickle

import pytest

from storyreel.film.errors import VaultError
from storyreel.vault import open_vault
from storyreel.vault.address import BucketAddress, bucket_address
from storyreel.vault.remote import BucketVault, open_bucket
from tests.vault.places import SECRET, InAmazon, InBucket, InGoogle


def test_an_address_opens_one_vault(remote: InBucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """`open_vault` gives the same vault for the same address, with its files in storyreel's home."""
    monkeypatch.setenv("STORYREEL_HOME", str(remote.folder))

    vault = open_vault(remote.url, remote.credentials)

    assert open_vault(remote.url) is vault
    assert bucket_address(vault.url) == bucket_address(remote.url)
    assert vault.assets.root.parent == remote.folder / "cache"


def test_no_secret_is_shown(remote: InBucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is printed of a vault nor an error, pickled too, holds a secret."""
    monkeypatch.setenv("STORYREEL_HOME", str(remote.folder))
    vault = open_vault(remote.url, remote.credentials)
    shown = [repr(vault), repr(vault.assets), repr(remote.bucket), repr(vars(vault)), vault.url]
    for ask in (
        lambda: vault.assets.records.get("a"),
        lambda: vault.assets.put(b"x", "text/plain"),
        lambda: list(vault.assets.assets()),
    ):
        remote.server.refuse = 1
        with pytest.raises(VaultError, match="access is refused") as caught:
            ask()
        shown += [
            str(caught.value),
            repr(caught.value),
            str(pickle.dumps(caught.value)),
            str(caught.value.__cause__),
        ]

    assert not [text for text in shown if SECRET in text or "PRIVATE" in text or "AKIDEXAMPLE" in text]


def test_a_bucket_that_is_not_there_is_named(remote: InBucket) -> None:
    """A mistyped bucket is reported at once, not when money is spent."""
    with pytest.raises(VaultError, match="no bucket 'riels'"):
        BucketVault(
            open_bucket(bucket_address(remote.url.replace("reels", "riels")), remote.credentials),
            remote.folder,
        )


def test_a_service_that_does_not_answer_is_an_error(
    amazon: InAmazon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing at the endpoint is never an empty vault."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    dead = bucket_address("s3://reels/a?endpoint=http://127.0.0.1:9&region=us-east-1")

    with pytest.raises(VaultError, match="EndpointConnectionError"):
        BucketVault(open_bucket(dead, amazon.credentials), amazon.folder)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("s3://reels", BucketAddress("s3", "reels")),
        ("s3://reels/my%20films//2026/", BucketAddress("s3", "reels", "my films/2026")),
        (
            "s3://reels/a?endpoint=http://127.0.0.1:9000/&region=us-east-1",
            BucketAddress("s3", "reels", "a", "http://127.0.0.1:9000", "us-east-1"),
        ),
        ("gs://reels/a?endpoint=http://127.0.0.1:1", BucketAddress("gs", "reels", "a", "http://127.0.0.1:1")),
    ],
)
def test_addresses_are_read_and_written(url: str, address: BucketAddress) -> None:
    """An address survives the way to text and back."""
    assert bucket_address(url) == address
    assert bucket_address(address.url) == address


@pytest.mark.parametrize(
    "url",
    [
        f"s3://AKIDEXAMPLE:{SECRET}@reels/a",
        f"s3://reels/a?endpoint=http://minio:{SECRET}@127.0.0.1:9000",
        f"s3://reels/a?aws_secret_access_key={SECRET}",
        f"gs://reels/a#{SECRET}",
        "s3:///a",
        "s3://reels/../a",
        "s3://reels/a/%2e%2e/b",
        "ftp://reels/a",
        f"https://user:{SECRET}@host/a",
        "s3://reels?endpoint=127.0.0.1:9000",
        "gs://reels?region=us-east-1",
    ],
)
def test_an_address_that_is_wrong_or_holds_a_secret_is_refused(url: str) -> None:
    """The refusal says what is accepted and does not repeat the secret."""
    with pytest.raises(VaultError) as caught:
        open_vault(url)

    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("url", ["s3://reels", "gs://reels"])
def test_unknown_credentials_are_refused_by_name(url: str) -> None:
    """A misnamed credential is not passed over, and its value not shown."""
    with pytest.raises(VaultError, match="key_of_mine") as caught:
        open_vault(url, {"key_of_mine": SECRET})

    assert SECRET not in str(caught.value)


def test_a_broken_service_account_is_refused_in_words(google: InGoogle) -> None:
    """A key file that is none is explained without its content."""
    with pytest.raises(VaultError, match="No usable Google credentials") as caught:
        open_vault(google.url, {"service_account_info": json.dumps({"private_key": SECRET})})

    assert SECRET not in str(caught.value)
