"""The model host: jobs in turn, pictures of one reference set together, its own door, its own end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from storyreel.diffusion.host import server
from storyreel.diffusion.host.client import HostClient
from storyreel.diffusion.host.server import HostServer
from storyreel.diffusion.jobs import StillJob, TrainingJob, TrainingPicture
from storyreel.film.assets import AssetRef
from storyreel.film.errors import CapabilityError, ProviderError, RenderError, TransientProviderError
from storyreel.vault.disk import DiskVault
from tests.diffusion.drawn import pixels, room
from tests.fakes.model_host import TOKEN, PaintingEngine, model_host

KLEIN = "black-forest-labs/FLUX.2-klein-4B"


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


@pytest.fixture
def engine() -> PaintingEngine:
    return PaintingEngine()


@pytest.fixture
def host(engine: PaintingEngine) -> Iterator[HostServer]:
    with model_host(engine) as server:
        yield server


@pytest.fixture
def client(host: HostServer) -> HostClient:
    return HostClient(host.address, TOKEN)


def a_still(**more: object) -> StillJob:
    asked = {
        "model": KLEIN,
        "prompt": "a room",
        "seed": 1,
        "width_px": 64,
        "height_px": 48,
        "steps": 4,
        "guidance": 1.0,
    }
    return StillJob.model_validate(asked | more)


def test_a_picture_is_drawn_beside_references_that_travel_with_the_request(
    client: HostClient, engine: PaintingEngine, store: DiskVault
) -> None:
    """They are sent once; the picture comes back into the film's own vault."""
    shown = room(store, 1)

    done = client.do(a_still(references=(shown,)), store, "image/png")
    again = client.do(a_still(references=(shown,)), store, "image/png")

    assert pixels(store, done.made).shape == (48, 64, 3)
    assert again.made == done.made
    assert [job.references for jobs in engine.asked for job in jobs] == [(shown,)] * 2  # type: ignore[attr-defined]


def test_pictures_in_line_that_share_their_references_are_drawn_together(
    host: HostServer, engine: PaintingEngine, store: DiskVault
) -> None:
    """While the first is at work, five wait: the four of one reference set are one call."""
    begun, go_on = threading.Event(), threading.Event()

    def wait(_job: object) -> None:
        begun.set()
        go_on.wait(10)

    engine.before = wait
    shown, other = room(store, 1), room(store, 2)
    jobs = [a_still(references=(shown,), seed=seed) for seed in range(4)]
    threads = [ask(host, a_still(prompt="first"), store)]
    assert begun.wait(10)
    threads += [ask(host, job, store) for job in (jobs[0], a_still(references=(other,)), *jobs[1:])]
    client = HostClient(host.address, TOKEN)
    while client.status().waiting < 6:
        pass

    go_on.set()
    for thread in threads:
        thread.join(10)

    together = sorted(len(jobs) for jobs in engine.asked)  # type: ignore[arg-type] lists of stills
    assert together == [1, 1, 4]
    assert client.status().done == 6


def ask(host: HostServer, job: StillJob, store: DiskVault) -> threading.Thread:
    """A client in a thread of its own."""
    client = HostClient(host.address, TOKEN)
    thread = threading.Thread(target=client.do, args=(job, store, "image/png"))
    thread.start()
    return thread


def test_what_the_engine_refuses_reaches_whoever_asked(client: HostClient, store: DiskVault) -> None:
    """With its own sentence; the host goes on."""
    small = room(store, 1, (60, 60))

    with pytest.raises(CapabilityError, match="60x60; 64 pixels or more"):
        client.do(a_still(references=(small,)), store, "image/png")

    assert client.do(a_still(), store, "image/png").made


def test_an_error_that_nobody_foresaw_ends_the_job_and_not_the_host(
    client: HostClient, engine: PaintingEngine, store: DiskVault
) -> None:
    def fail(_job: object) -> None:
        raise ZeroDivisionError("in a library")

    engine.before = fail
    with pytest.raises(RenderError, match="ZeroDivisionError: in a library"):
        client.do(a_still(), store, "image/png")

    assert client.status().waiting == 0


def test_progress_of_training_is_told(client: HostClient, store: DiskVault) -> None:
    pictures = tuple(TrainingPicture(picture=room(store, number), caption="a room") for number in range(5))
    job = TrainingJob(
        model="black-forest-labs/FLUX.2-klein-base-4B",
        pictures=pictures,
        trigger_word="sks_room",
        seed=1,
        steps=8,
        rank=4,
        learning_rate=1e-3,
        resolution_px=64,
    )
    told: list[dict[str, object]] = []

    done = client.do(job, store, "application/safetensors", told.append)

    assert done.made.media_type == "application/safetensors"
    assert {"event": "progress", "done": 8, "of": 8, "words": "loss 0.1"} in told


def test_whoever_has_no_token_gets_nothing(host: HostServer, store: DiskVault) -> None:
    """Not even the status: prompts and pictures are the person's own."""
    with pytest.raises(ProviderError, match="does not accept the token"):
        HostClient(host.address, "wrong").do(a_still(), store, "image/png")

    for path in ("/status", "/models", f"/assets/{'0' * 64}"):
        assert httpx.get(host.address + path).status_code == 401


def test_content_that_is_not_what_its_name_says_is_refused(host: HostServer) -> None:
    """A name with a path in it is none."""
    known = {"Authorization": f"Bearer {TOKEN}"}
    put = httpx.put(f"{host.address}/assets/{'0' * 64}", content=b"other", headers=known)
    climbed = httpx.get(f"{host.address}/assets/..%2f..%2fetc%2fpasswd", headers=known)

    assert (put.status_code, climbed.status_code) == (400, 404)


def test_what_cannot_be_read_is_refused_with_the_reason(
    host: HostServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body of another form, or of more bytes than are accepted; the host does not just hang up."""
    monkeypatch.setattr(server, "MOST_ASSET_BYTES", 10)
    known = {"Authorization": f"Bearer {TOKEN}"}

    form = httpx.post(f"{host.address}/wanted", content=b"{", headers=known)
    size = httpx.put(f"{host.address}/assets/{'0' * 64}", content=b"eleven byte", headers=known)

    assert (form.status_code, size.status_code) == (400, 413)
    assert size.json()["error"] == "The host was sent 11 bytes; up to 10 are accepted."


def test_a_full_disk_of_the_host_is_said(
    client: HostClient, host: HostServer, store: DiskVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than taken for a host that ended, which would be asked again and again."""

    def full(*_args: object) -> AssetRef:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(host.assets, "put", full)

    with pytest.raises(RenderError, match=r"answered 507.*No space left on device"):
        client.do(a_still(references=(room(store, 1),)), store, "image/png")


def test_a_host_that_is_gone_is_a_failure_that_may_pass(store: DiskVault) -> None:
    """The task asks again, and a new host is started."""
    with model_host() as server:
        client = HostClient(server.address, TOKEN)

    with pytest.raises(TransientProviderError, match=r"ended while it was asked.*Run the same command again"):
        client.do(a_still(), store, "image/png")


def test_an_idle_host_ends_by_itself(store: DiskVault) -> None:
    """After a job, when nothing was asked for the time that it was given."""
    with model_host(idle_seconds=0.3) as server:
        client = HostClient(server.address, TOKEN)
        client.do(a_still(), store, "image/png")
        ended = threading.Event()
        threading.Thread(target=lambda: until_gone(client, ended), daemon=True).start()

        assert not ended.wait(0.05)
        server.used -= 1
        assert ended.wait(10)


def until_gone(client: HostClient, ended: threading.Event) -> None:
    """Wait until the host does not listen any more, without asking it anything that counts as use."""
    import socket

    address = httpx.URL(client.address)
    while True:
        try:
            socket.create_connection((address.host, address.port or 0), timeout=0.2).close()
        except OSError:
            ended.set()
            return


def test_the_host_forgets_what_was_used_longest_ago(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cache is bounded; what it was just given stays."""
    import os

    from storyreel.diffusion.host import asset_cache

    monkeypatch.setattr(asset_cache, "MOST_BYTES", 250)
    kept = asset_cache.AssetCache(tmp_path)
    refs: list[AssetRef] = []
    for number in range(4):
        refs.append(kept.put(bytes([number]) * 100, "image/png"))
        os.utime(kept.path(refs[-1]), (number, number))

    assert [kept.has(ref.sha256) for ref in refs] == [False, False, True, True]
