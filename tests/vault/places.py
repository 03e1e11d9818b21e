"""The three kinds of place in which a vault can lie, each with the ways in which it comes to harm."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from storyreel.vault.address import bucket_address
from storyreel.vault.buckets import Bucket
from storyreel.vault.disk import DiskVault
from storyreel.vault.gcs import GoogleBucket
from storyreel.vault.remote import BucketVault
from storyreel.vault.s3 import S3Bucket
from storyreel.vault.store import VaultStore
from tests.fakes.gcs import GoogleStorage
from tests.vault.amazon import Amazon

SECRET = "d0-not-show-this-secret-key"
AWS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": SECRET, "region_name": "eu-central-1"}
PAGE = 20
"""Objects in one page of a listing in these tests."""


class Place(ABC):
    """The place of one test's vault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def open(self, machine: str = "here") -> VaultStore:
        """The vault as another machine opens it; on one machine files are held in one folder."""

    @abstractmethod
    def overwrite(self, sha256: str, content: bytes) -> None:
        """Change what lies under an asset's name, behind the vault's back, as if it were the same."""

    @abstractmethod
    def make_unreadable(self, name: str) -> None:
        """Have the next look at a record fail."""


class OnDisk(Place):
    def open(self, machine: str = "here") -> VaultStore:
        return DiskVault(self.folder / "vault")

    def overwrite(self, sha256: str, content: bytes) -> None:
        path = self.folder / "vault" / "assets" / sha256[:2] / sha256
        path.chmod(0o644)
        path.write_bytes(content)

    def make_unreadable(self, name: str) -> None:
        path = self.folder / "vault" / name
        path.unlink(missing_ok=True)
        path.mkdir(parents=True)


class InBucket(Place):
    url: str
    credentials: dict[str, Any]
    server: Amazon | GoogleStorage

    @cached_property
    def bucket(self) -> Bucket:
        """One client for all machines of a test: making one takes a tenth of a second."""
        kind = S3Bucket if self.url.startswith("s3") else GoogleBucket
        return kind(bucket_address(self.url), self.credentials, page_size=PAGE)

    def open(self, machine: str = "here") -> BucketVault:
        return BucketVault(self.bucket, self.folder / machine)

    def make_unreadable(self, name: str) -> None:
        self.server.refuse = 1


class InAmazon(InBucket):
    def __init__(self, folder: Path, server: Amazon) -> None:
        super().__init__(folder)
        self.server, self.credentials = server, AWS
        self.url = f"s3://reels/{folder.name}?endpoint={server.url}&region=eu-central-1"
        self.client: Any = self.bucket._client  # type: ignore[attr-defined]
        if "reels" not in {bucket["Name"] for bucket in self.client.list_buckets()["Buckets"]}:
            self.client.create_bucket(
                Bucket="reels", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
            )

    def overwrite(self, sha256: str, content: bytes) -> None:
        key = f"{self.folder.name}/assets/{sha256[:2]}/{sha256}"
        self.client.put_object(Bucket="reels", Key=key, Body=content, Metadata={"sha256": sha256})


class InGoogle(InBucket):
    def __init__(self, folder: Path, server: GoogleStorage) -> None:
        super().__init__(folder)
        self.server, self.credentials = server, {"service_account_info": json.dumps(account(server.url))}
        self.url = f"gs://reels/{folder.name}?endpoint={server.url}"
        server.buckets.setdefault("reels", {})

    def overwrite(self, sha256: str, content: bytes) -> None:
        self.server.buckets["reels"][f"{self.folder.name}/assets/{sha256[:2]}/{sha256}"].content = content


@cache
def _private_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def account(server_url: str) -> dict[str, str]:
    """A service account whose tokens the fake gives out."""
    return {
        "type": "service_account",
        "project_id": "film",
        "private_key_id": "1",
        "private_key": _private_key(),
        "client_email": "film@film.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": f"{server_url}/token",
    }
