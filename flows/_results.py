"""Where Prefect keeps its JSON results: beside the vault they belong to. It does not know what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storyreel.vault import Vault
from storyreel.vault.store import BucketResults


def results_of(vault: Vault) -> Any:
    """A folder for a vault on disk, a block for one in S3. Another bucket's results stay on this machine: they only spare asking the ledger."""
    place = vault.results
    if isinstance(place, BucketResults) and place.scheme == "s3":
        return _s3(place)
    return place if isinstance(place, Path) else vault.results_folder


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
