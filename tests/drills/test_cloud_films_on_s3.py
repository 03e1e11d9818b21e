"""The drill of cloud films with the vault in S3; this machine holds only copies."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from storyreel.vault import Vault, open_vault
from tests.drills.interrupted import (
    JOBS,
    begin,
    finish,
    kill,
    kill_until_finished,
    make_two_and_intrude,
    wait_for_jobs,
)
from tests.fakes.faults import Fault
from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio
from tests.flows.installation import SMALL, Install
from tests.vault.amazon import Amazon
from tests.vault.places import AWS

pytestmark = [pytest.mark.xdist_group("drills-s3"), pytest.mark.long, pytest.mark.timeout(1500)]
KILLS = int(os.environ.get("STORYREEL_FILM_KILLS", "3"))  # noqa: TID251 `make drill` asks for more


@pytest.fixture
def amazon() -> Iterator[Amazon]:
    with Amazon() as opened:
        yield opened


@pytest.fixture
def bucket(amazon: Amazon) -> Any:
    """A fresh bucket as its owner sees it, behind the vault's back.

    All servers of a process have their buckets in common.
    """
    import boto3

    made = boto3.resource("s3", endpoint_url=amazon.url, **AWS).Bucket(f"reels-{secrets.token_hex(4)}")
    made.create(CreateBucketConfiguration={"LocationConstraint": AWS["region_name"]})
    return made


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(latency=0.003, state=tmp_path / "studio.jsonl") as opened:
        register(opened)
        yield opened


@pytest.fixture
def s3_house(tmp_path: Path, studio: Studio, amazon: Amazon, bucket: Any) -> Iterator[Install]:
    """A home whose vault is an empty bucket, with the keys of every service."""
    (tmp_path / "work").mkdir()
    keys = {
        "AWS_ACCESS_KEY_ID": AWS["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": AWS["aws_secret_access_key"],
    }
    address = {
        "STORYREEL_VAULT": f"s3://{bucket.name}/films?endpoint={amazon.url}&region={AWS['region_name']}"
    }
    house = Install(
        tmp_path / "home",
        tmp_path / "work",
        variables=studio.environment() | keys | address | {"STORYREEL_POLL_SECONDS": "0.05"},
    )
    house.run("server", "start")
    yield house
    house.leave()


@pytest.fixture
def vault(s3_house: Install, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """The home's vault as another machine sees it."""
    monkeypatch.setenv("STORYREEL_HOME", str(s3_house.work / "elsewhere"))
    return open_vault(s3_house.variables["STORYREEL_VAULT"], AWS)


def test_films_killed_at_any_moment_are_finished_and_paid_once(
    s3_house: Install, vault: Vault, studio: Studio
) -> None:
    """As with the vault on disk: no job is bought twice, none that was paid for is left behind."""
    kill_until_finished(s3_house, vault, studio, KILLS)


@pytest.mark.drill
def test_two_films_at_once_and_a_second_director_is_refused(
    s3_house: Install, vault: Vault, studio: Studio
) -> None:
    """The lock is an object in the bucket, and holds as a file does."""
    make_two_and_intrude(s3_house, vault, studio)


@pytest.mark.drill
def test_a_clip_that_is_lost_between_runs_is_not_bought_again(
    s3_house: Install, vault: Vault, studio: Studio, bucket: Any
) -> None:
    """A clip is lost in the bucket and here: it is fetched again by its ticket."""
    script = s3_house.script()
    finish(s3_house, vault, script, studio)
    spent = studio.bill().total_usd
    state = next(value for name, value in vault.documents.all("films").items() if name.endswith("/state"))
    key = next(key for name, key in state["keys"].items() if name.endswith(" clip"))  # type: ignore[index]
    done = vault.ledger.attempt(key).done
    assert done is not None
    sha: str = done["result"]["video"]["sha256"]  # type: ignore[index]
    bucket.Object(f"films/assets/{sha[:2]}/{sha}").put(Body=b"rot")
    for held in (s3_house.home / "cache").glob(f"*/assets/{sha[:2]}/{sha}"):
        held.unlink()
    outcome, _ = finish(s3_house, vault, script, studio)

    assert outcome["gaps"] == []
    assert studio.bill().total_usd == spent, "what was paid for is fetched again, not bought again"
    assert bucket.Object(f"films/assets/{sha[:2]}/{sha}").content_length > len(b"rot")


@pytest.mark.drill
def test_another_machine_finishes_what_was_killed_here(
    s3_house: Install, vault: Vault, studio: Studio
) -> None:
    """It holds no copy of anything and asks a Prefect server of its own: all it needs is in the bucket."""
    script = s3_house.script()
    process = begin(s3_house, script)
    wait_for_jobs(studio, process, 20)
    kill(process, worker_too=False)
    there = Install(s3_house.home.with_name("there"), s3_house.work, variables=s3_house.variables)
    try:
        outcome, _ = finish(there, vault, script, studio)
    finally:
        there.leave()

    assert outcome["gaps"] == []
    assert studio.bill().double == ()


def test_a_film_with_little_money_and_bad_deliveries_is_finished_and_published(
    s3_house: Install, vault: Vault, studio: Studio
) -> None:
    """Nothing is bought beyond the budget.

    A link that ran out is asked for afresh, a clip too short is reported and remade on a person's word only.
    """
    script = s3_house.script()
    penniless = s3_house.run(
        "make", script, "--out", "kettle", "--crew", "cloud", "--budget", "0", "--yes", *SMALL
    )
    assert penniless.code == 1
    assert "It was not submitted" in penniless.err.replace("\n", " ")
    assert studio.jobs() == []

    for provider in JOBS:
        studio.faults.next(provider, "download", Fault.EXPIRED_LINK)
    studio.faults.next("luma", "create", Fault.WRONG_LENGTH(frames=-60))
    said, err = begin(s3_house, script, "kettle", "--budget", "40").communicate(timeout=400)
    gaps = json.loads(said)["gaps"]
    assert len(gaps) == 1, err
    assert "were asked for. It was charged and cannot be used; nothing was submitted again." in gaps[0]
    assert studio.faults.waiting() == 0
    assert studio.bill().double == ()

    bought, shot = len(studio.jobs("luma")), gaps[0].split(" ", 1)[0]
    remade = s3_house.run("redo", "kettle", shot, "--what", "clip", "--yes", "--json")
    assert remade.outcome["gaps"] == []
    assert len(studio.jobs("luma")) == bought + 1

    private = json.loads(s3_house.run("publish", "kettle", "--json").out)
    assert httpx.get(private["link"]).content == Path(remade.outcome["film"]).read_bytes()
    assert httpx.get(private["link"].split("?")[0]).status_code == 403
    public = json.loads(s3_house.run("publish", "kettle", "--public", "--json").out)
    assert httpx.get(public["link"]).status_code == httpx.get(public["captions"][0]).status_code == 200
    assert "?" not in public["link"]
