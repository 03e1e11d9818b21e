"""A film with the person's own narration, whose words Amazon Transcribe hears, on the fake studio."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.editing.probe import check_decodes
from tests.fakes import sounds
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio
from tests.flows.installation import SMALL, CommandResult, Install
from tests.project import own_media

pytestmark = [pytest.mark.xdist_group("cloud"), pytest.mark.long, pytest.mark.timeout(600)]
BUCKET = "recordings"
NARRATED = """Title: The Quay

INT. KITCHEN - NIGHT

MARA stands at the stove.

NARRATOR (V.O.)
The kettle was late that night.

EXT. HARBOUR - DAWN

TOM walks along the quay.

NARRATOR (V.O.)
Nobody came down to meet the boat.
"""
SAID = "The cattle was late that night. Sorry, once more. Nobody came down to meet the boat."
"""What is heard in the recording: a word is wrong, and something is said that is no line."""
FILM = 'crew = "animatic"\nmembers = {listener = "transcribe"}\n[material]\nnarration = "voice.wav"\n'
LINES = ("SC010-SH010 line 1", "SC020-SH010 line 1")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """An S3 with a bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )
    client.create_bucket(Bucket=BUCKET)
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def studio(s3: str) -> Iterator[Studio]:
    with Studio(latency=0.003, s3=s3) as opened:
        yield opened


@pytest.fixture(scope="module")
def narrating_house(tmp_path_factory: pytest.TempPathFactory, studio: Studio) -> Iterator[Install]:
    root = tmp_path_factory.mktemp("narrated")
    (root / "work").mkdir()
    environment = studio.environment() | {
        "STORYREEL_POLL_SECONDS": "0.05",
        "STORYREEL_TRANSCRIBE_BUCKET": BUCKET,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    house = Install(root / "home", root / "work", variables=environment)
    yield house
    house.leave()


def folder_with_recording(house: Install, studio: Studio, name: str, voice: str = "") -> Path:
    """A film's folder with a recording; each voice is a recording of its own."""
    folder = house.work / name
    folder.mkdir()
    (folder / "film.toml").write_text(FILM)
    (folder / "voice.wav").write_bytes(
        sounds.speech({"text": SAID, "voice": voice or name, "format": "wav_24000", "bare": True})[0]
    )
    studio.transcripts[:] = [SAID]
    return folder


def tell(house: Install, name: str, *more: object, text: str = NARRATED) -> CommandResult:
    return house.run("make", house.script(text, f"{name}.fountain"), "--out", name, *SMALL, "--json", *more)


def spoken(house: Install, name: str) -> list[dict]:
    """The lines of a film as they are in it."""
    keys = house.state(name)["keys"]
    return [house.result(keys[line]) for line in LINES]


def test_a_film_s_lines_have_the_times_of_the_recording_s_words(
    narrating_house: Install, studio: Studio
) -> None:
    """The words are bought once and shown in estimate and bill; a changed text does not buy them again."""
    folder = folder_with_recording(narrating_house, studio, "quay")

    first = tell(narrating_house, "quay", "--yes")
    lines = spoken(narrating_house, "quay")
    again = tell(narrating_house, "quay", "--yes")
    changed = tell(narrating_house, "quay", text=NARRATED.replace("late that night", "very late that night"))

    assert first.code == 0, first.err
    assert "hearing" in first.err
    assert first.outcome["warnings"] == []
    assert check_decodes(folder / "quay.mp4") > 0
    assert [line["exact_words"] for line in lines] == [True, True]
    assert again.outcome["made"] == 0
    assert changed.code == 0, changed.err
    assert len(studio.jobs("transcribe")) == 1
    bill = json.loads(narrating_house.run("bill", "quay", "--json").out)
    assert [line["what"] for line in bill["lines"]] == ["narration words"]
    heard = {word: (begins, ends) for word, _, begins, ends in sounds.word_seconds(SAID)}
    length = (heard["boat."][1] - heard["Nobody"][0]) * 1000
    assert lines[1]["duration_ms"] == pytest.approx(length, abs=260)  # the full stop is silence
    assert lines[1]["words"][3]["start_ms"] == pytest.approx(
        (heard["to"][0] - heard["Nobody"][0]) * 1000, abs=60
    )


def test_words_that_could_not_be_heard_are_a_gap_and_their_times_estimates(
    narrating_house: Install, studio: Studio
) -> None:
    """The lines are still found, divided at the pauses.

    What is missing is named, and heard by the next run.
    """
    folder_with_recording(narrating_house, studio, "torn")
    studio.faults.next("transcribe", "start", Fault.JOB_FAILED)

    said = tell(narrating_house, "torn", "--yes", "--only", "narration")

    assert said.code == 3, said.err
    assert [gap.split(":")[0] for gap in said.outcome["gaps"]] == ["narration words"]
    assert [line["exact_words"] for line in spoken(narrating_house, "torn")] == [False, False]
    studio.transcripts[:] = [SAID]
    assert tell(narrating_house, "torn", "--yes", "--only", "narration").code == 0
    assert [line["exact_words"] for line in spoken(narrating_house, "torn")] == [True, True]


def test_a_line_that_is_not_heard_is_named(narrating_house: Install, studio: Studio) -> None:
    """Only its times are estimated."""
    folder_with_recording(narrating_house, studio, "partly")
    studio.transcripts[:] = [SAID.replace("Nobody came down to meet the boat.", "Hum da dum da dum da dum.")]

    said = tell(narrating_house, "partly", "--yes", "--only", "narration")

    assert said.code == 0, said.err
    assert [warning.split(":")[0] for warning in said.outcome["warnings"]] == [LINES[1]]
    assert [line["exact_words"] for line in spoken(narrating_house, "partly")] == [True, False]


def test_without_s3_nothing_is_bought_and_a_sentence_says_what_to_set(
    narrating_house: Install, studio: Studio
) -> None:
    """The run ends before the first picture."""
    folder_with_recording(narrating_house, studio, "nowhere")
    bought, work = len(studio.jobs()), narrating_house.work_done()
    house = Install(
        narrating_house.home,
        narrating_house.work,
        variables=narrating_house.variables | {"STORYREEL_TRANSCRIBE_BUCKET": ""},
    )

    said = tell(house, "nowhere", "--yes")

    assert said.code not in (0, 3)
    assert "STORYREEL_TRANSCRIBE_BUCKET" in said.err
    assert "Nothing was spent" in said.err
    assert len(studio.jobs()) == bought
    assert not house.new_work(work)


def test_another_recording_ends_the_run_in_a_sentence(narrating_house: Install, studio: Studio) -> None:
    """Also if it has no pauses to divide it by; the message says what was charged."""
    folder = folder_with_recording(narrating_house, studio, "wrong")
    own_media.talk(folder / "voice.wav", [4.0])
    studio.transcripts[:] = ["Something else altogether."]

    said = tell(narrating_house, "wrong", "--yes", "--only", "narration")

    assert said.code not in (0, 3)
    assert "right recording" in said.err
    assert "paid" in said.err
    assert "nothing was spent" not in said.err
    assert "Traceback" not in said.err
