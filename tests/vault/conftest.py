"""The services on loopback in which vaults lie, started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storyreel.vault import s3
from storyreel.vault.address import BucketAddress
from tests.fakes.gcs import GoogleStorage
from tests.vault.amazon import Amazon
from tests.vault.places import InAmazon, InBucket, InGoogle, OnDisk, Place


@pytest.fixture(scope="session")
def amazon_server() -> Iterator[Amazon]:
    """One client for equal credentials: to make one takes a tenth of a second, and there are a hundred."""
    make, made = s3._client, {}

    def client(address: BucketAddress, credentials: dict[str, Any]) -> Any:
        same = (address.endpoint, address.region, *sorted(credentials.items()))
        if same not in made:
            made[same] = make(address, credentials)
        return made[same]

    with Amazon() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(s3, "_client", client)
        yield server


@pytest.fixture(scope="session")
def google_server() -> Iterator[GoogleStorage]:
    """Without what the libraries ask of Google by themselves in the background, once a process."""
    from google.oauth2.service_account import Credentials

    with GoogleStorage() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA", "true")
        patch.setattr(Credentials, "_maybe_start_regional_access_boundary_refresh", lambda *_: None)
        yield server


@pytest.fixture
def amazon(tmp_path: Path, amazon_server: Amazon) -> Iterator[InAmazon]:
    yield InAmazon(tmp_path, amazon_server)
    amazon_server.swallow = amazon_server.busy = amazon_server.refuse = 0
    amazon_server.forgetful = amazon_server.no_lists = False


@pytest.fixture
def google(tmp_path: Path, google_server: GoogleStorage) -> Iterator[InGoogle]:
    yield InGoogle(tmp_path, google_server)
    google_server.swallow = google_server.refuse = 0
    google_server.uniform_access = False


@pytest.fixture(params=["disk", "amazon", "google"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Every kind of place, one after the other."""
    return OnDisk(tmp_path) if request.param == "disk" else request.getfixturevalue(request.param)


@pytest.fixture(params=["amazon", "google"])
def remote(request: pytest.FixtureRequest) -> InBucket:
    """Every kind of bucket, one after the other."""
    return request.getfixturevalue(request.param)
