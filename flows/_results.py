"""Where Prefect keeps its JSON results: beside the vault they belong to, for their owner alone. It does not know what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect.filesystems import LocalFileSystem
from prefect.settings import get_current_settings

from storyreel.vault import Vault
from storyreel.vault.private import write_private
from storyreel.vault.store import BucketResults


class PrivateResults(LocalFileSystem):
    """Prefect's folder on this machine, whose files only their owner may read. Without a path: where Prefect keeps results of flows."""

    _block_type_name = "Private Results"
    _description = "A folder on this machine for results, which only its owner may read."

    async def awrite_path(self, path: str, content: bytes) -> str:
        """As `LocalFileSystem.awrite_path`; small JSON, written at once."""
        return self._written(path, content)

    def write_path(self, path: str, content: bytes, **_: object) -> str:
        """As `LocalFileSystem.write_path`."""
        return self._written(path, content)

    def _written(self, path: str, content: bytes) -> str:
        place = self._resolve_path(path)
        write_private(place, content)
        return str(place)

    def _resolve_path(self, path: str) -> Path:
        if self.basepath is None:
            return PrivateResults(basepath=str(get_current_settings().results.local_storage_path))._resolve_path(path)
        return super()._resolve_path(path)


def results_of(vault: Vault) -> Any:
    """A folder for a vault on disk, a block for one in S3. Another bucket's results stay on this machine: they only spare asking the ledger."""
    place = vault.results
    if isinstance(place, BucketResults) and place.scheme == "s3":
        return _s3(place)
    return PrivateResults(basepath=str(place if isinstance(place, Path) else vault.results_folder))


def _s3(place: BucketResults) -> Any:
    """The bucket, saved in the server under a name of its own. It holds no key: those are read by the SDK's own chain wherever it is used."""
    from prefect_aws import AwsCredentials, S3Bucket
    from prefect_aws.client_parameters import AwsClientParameters

    credentials = AwsCredentials(
        region_name=place.region, aws_client_parameters=AwsClientParameters(endpoint_url=place.endpoint) if place.endpoint else AwsClientParameters()
    )
    block = S3Bucket(bucket_name=place.bucket, bucket_folder=place.folder, credentials=credentials)
    name = "".join(letter if letter.isalnum() else "-" for letter in f"storyreel-{place.bucket}-{place.folder}".lower()).strip("-")
    block.save(name, overwrite=True)
    return block
