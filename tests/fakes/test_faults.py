"""Scripted faults happen as told, and the books say what they cost."""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fakes import media
from tests.fakes.books import spoken
from tests.fakes.faults import Fault
from tests.fakes.server import LoopbackServer, Reply
from tests.fakes.studio import Studio


@pytest.fixture
def luma(studio: Studio) -> Any:
    """luma-agents, asking once."""
    from luma_agents import Luma

    return Luma(auth_token=studio.key("luma"), base_url=studio.url("luma"), max_retries=0)


def _draw(luma: Any, prompt: str = "A pier.") -> Any:
    return luma.generations.create(model="uni-1", type="image", prompt=prompt)


def _done(luma: Any, job: Any) -> Any:
    while job.state not in ("completed", "failed"):
        job = luma.generations.get(job.id)
    return job


def test_dropped_after_acceptance_is_billed_once(studio: Studio, luma: Any):
    """The SDK raises, the job stands in the books; asked again it is a double bill."""
    import luma_agents

    studio.faults.next("luma", "create", Fault.DROP_AFTER)

    with pytest.raises(luma_agents.APIConnectionError):
        _draw(luma)
    assert [job.times_billed for job in studio.jobs("luma")] == [1] and not studio.bill().double
    _draw(luma)

    assert [len(group) for group in studio.bill().double] == [2]


def test_dropped_before_acceptance_costs_nothing(studio: Studio, luma: Any):
    """A reset connection leaves no job."""
    import luma_agents

    studio.faults.next("luma", "create", Fault.DROP_BEFORE)

    with pytest.raises(luma_agents.APIConnectionError):
        _draw(luma)

    assert not studio.jobs() and studio.bill().requests == {"luma.create": 1}


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault.RATE_LIMITED(retry_after=0.25), 429),
        (Fault.SERVER_ERROR, 500),
        (Fault.UNAVAILABLE, 503),
        (Fault.WRONG_KEY, 401),
        (Fault.UNKNOWN_MODEL, 404),
    ],
)
def test_refused_requests_cost_nothing(studio: Studio, luma: Any, fault: Fault, status: int):
    """Each has its status; a limit says how long to wait."""
    import luma_agents

    studio.faults.next("luma", "create", fault)

    with pytest.raises(luma_agents.APIStatusError) as raised:
        _draw(luma)

    assert raised.value.status_code == status and not studio.jobs()
    assert raised.value.response.headers.get("retry-after") == ("0.25" if status == 429 else None)


def test_an_expired_link_stays_dead_and_a_poll_gives_another(studio: Studio, luma: Any):
    """403 on the old link for good, the file on the new one, and no second bill."""
    job = _done(luma, _draw(luma))
    studio.faults.next("luma", "download", Fault.EXPIRED_LINK)
    link = job.output[0].url

    answers = [
        httpx.get(one, trust_env=False).status_code
        for one in (link, link, luma.generations.get(job.id).output[0].url)
    ]

    assert answers == [403, 403, 200]
    assert studio.jobs()[0].collected == 1 and len(studio.jobs()) == 1


def test_damaged_downloads_are_damaged_once(studio: Studio, luma: Any):
    """A truncated file breaks off, or is short without a word; a corrupt one is no picture.

    Then it is whole.
    """
    link = _done(luma, _draw(luma)).output[0].url
    studio.faults.next("luma", "download", Fault.TRUNCATED, Fault.TRUNCATED(announced=False), Fault.CORRUPT)

    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(link, trust_env=False)
    short, corrupt, whole = (httpx.get(link, trust_env=False).content for _ in range(3))

    assert len(short) == len(whole) // 2 and len(corrupt) == len(whole)
    with pytest.raises(ValueError, match="no picture"):
        media.decode_picture(corrupt)


def test_a_spoiled_job_stays_spoiled(studio: Studio, luma: Any):
    """A fault on the creation is in the job's file however often it is fetched.

    A failed job costs nothing, a lost one does.
    """
    import luma_agents

    studio.faults.next("luma", "create", Fault.TRUNCATED, Fault.JOB_FAILED, Fault.JOB_LOST)

    short, failed, lost = (_draw(luma, prompt) for prompt in ("one", "two", "three") for _ in range(1))
    link = _done(luma, short).output[0].url

    assert httpx.get(link, trust_env=False).content == httpx.get(link, trust_env=False).content
    assert _done(luma, failed).failure_code == "generation_failed"
    with pytest.raises(luma_agents.NotFoundError):
        luma.generations.get(lost.id)
    assert [job.times_billed for job in studio.jobs()] == [1, 0, 1]


def test_a_clip_of_wrong_length_is_longer_or_shorter(studio: Studio, luma: Any):
    """As many frames as told, more or less than asked."""
    studio.faults.next("luma", "create", Fault.WRONG_LENGTH(frames=-100))

    luma.generations.create(
        model="ray-3.2", type="video", prompt="x", video={"duration": "5s", "resolution": "360p"}
    )

    assert studio.jobs()[0].made[0]["frames"] == 20


def test_a_full_service_answers_429(tmp_path: Path):
    """Above its limit nothing is taken on; the high-water mark says how many were at work."""
    import luma_agents

    with Studio(latency=10, limits={"luma": 2}) as studio:
        client = luma_agents.Luma(auth_token=studio.key("luma"), base_url=studio.url("luma"), max_retries=0)
        _draw(client, "one")
        _draw(client, "two")
        with pytest.raises(luma_agents.RateLimitError):
            _draw(client, "three")

        assert len(studio.jobs()) == 2 and studio.bill().high_water == {"luma": 2}


def test_callbacks_come_once_or_twice(studio: Studio):
    """A duplicate webhook is called twice with the same job."""
    import lumaai

    called: queue.Queue[Any] = queue.Queue()
    server = LoopbackServer(0, lambda request: Reply(200, called.put(request.json)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    client = lumaai.LumaAI(auth_token=studio.key("lumaai"), base_url=studio.url("lumaai"), max_retries=0)
    studio.faults.next("lumaai", "create", Fault.DUPLICATE_WEBHOOK)

    job = client.generations.image.create(
        model="photon-1", prompt="A pier.", callback_url=f"http://127.0.0.1:{server.server_address[1]}/hook"
    )

    assert [called.get(timeout=3)["id"] for _ in range(2)] == [job.id] * 2
    server.shutdown()
    server.server_close()


def test_books_outlive_the_studio(tmp_path: Path):
    """A studio with the same state knows the jobs of the one before, and delivers them."""
    from luma_agents import Luma

    with Studio(latency=0, state=tmp_path / "books.jsonl") as first:
        job = _draw(Luma(auth_token=first.key("luma"), base_url=first.url("luma"), max_retries=0))

    with Studio(latency=0, state=tmp_path / "books.jsonl") as second:
        found = Luma(
            auth_token=second.key("luma"), base_url=second.url("luma"), max_retries=0
        ).generations.get(job.id)
        assert found.state == "completed" and found.output is not None
        media.decode_picture(httpx.get(found.output[0].url, trust_env=False).content)
        assert second.bill().total_usd == pytest.approx(0.0404)


def test_the_same_request_by_another_link_is_the_same():
    """Signatures of links do not count, contents of fetched and inline pictures do."""
    one, other = "https://store/a.png?Signature=1", "https://store/a.png?Signature=2"

    assert spoken({"url": one}) == spoken({"url": other})
    assert spoken({"url": one}, {one: b"x"}) == spoken(
        {"url": "https://else/b.png"}, {"https://else/b.png": b"x"}
    )
    assert spoken({"url": one}, {one: b"x"}) != spoken({"url": one}, {one: b"y"})
    assert spoken("data:image/png;base64,AA==") != spoken("data:image/png;base64,AQ==")


def test_a_misspelt_fault_is_refused():
    """The message names those there are."""
    with pytest.raises(ValueError, match="drop_after"):
        Fault.named("dropafter")


def test_a_slow_answer_comes_all_the_same(studio: Studio):
    """A client that gives up too early has bought the job nevertheless."""
    import luma_agents

    client = luma_agents.Luma(
        auth_token=studio.key("luma"), base_url=studio.url("luma"), max_retries=0, timeout=0.1
    )
    studio.faults.next("luma", "create", Fault.SLOW(seconds=0.3))

    with pytest.raises(luma_agents.APITimeoutError):
        _draw(client)
    threading.Event().wait(0.4)

    assert [job.times_billed for job in studio.jobs()] == [1]


@pytest.mark.parametrize(
    ("provider", "path", "header", "status", "word"),
    [
        ("anthropic", "/v1/messages", "authorization:Bearer ", 402, "billing_error"),
        ("openai", "/chat/completions", "authorization:Bearer ", 429, "insufficient_quota"),
        ("gemini", "/v1/models/m:generateContent", "x-goog-api-key:", 429, "RESOURCE_EXHAUSTED"),
        ("luma", "/generations", "authorization:Bearer ", 402, "budget_exhausted"),
        ("lumaai", "/generations", "authorization:Bearer ", 402, "credits"),
        ("fal", "/fal-ai/flux-lora", "authorization:Key ", 403, "Exhausted balance"),
        ("elevenlabs", "/v1/music", "xi-api-key:", 401, "quota_exceeded"),
    ],
)
def test_spent_accounts_are_reported_in_each_services_words(
    studio: Studio, provider: str, path: str, header: str, status: int, word: str
):
    """The status alone does not tell a spent account from a limit or a wrong key; the words do."""
    studio.faults.next(provider, "*", Fault.QUOTA)
    name, _, before = header.partition(":")

    answer = httpx.post(
        studio.url(provider) + path, json={}, headers={name: before + studio.key(provider)}, trust_env=False
    )

    assert answer.status_code == status and word in answer.text and not studio.jobs()


def test_a_client_killed_in_the_middle_hurts_nobody(studio: Studio, luma: Any):
    """A connection that closes before its request is whole is forgotten."""
    import socket

    with socket.create_connection(("127.0.0.1", int(studio.base.rsplit(":", 1)[1]))) as line:
        line.sendall(b"POST /luma/v1/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{")

    assert _draw(luma).state == "queued" and len(studio.jobs()) == 1


def test_many_clients_at_once_are_all_served(studio: Studio):
    """Sixty-four requests in parallel make as many jobs, each with its own file."""
    from concurrent.futures import ThreadPoolExecutor

    def ask(number: int) -> int:
        body = {"model": "uni-1", "type": "image", "prompt": f"pier {number}"}
        header = {"authorization": f"Bearer {studio.key('luma')}"}
        return httpx.post(
            f"{studio.url('luma')}/generations", json=body, headers=header, trust_env=False, timeout=20
        ).status_code

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(ask, range(64)))

    assert set(answers) == {201} and len(studio.jobs()) == 64 and not studio.bill().double
