"""Speech, effects, music and transcripts through the official SDKs: real sound of the right length."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import httpx
import pytest

from tests.fakes import sounds
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio

LINE = "Good evening, Mara. Is the lamp lit?"


def test_elevenlabs_speaks_with_times(studio: Studio):
    """Each character has its time, the last within the sound, the text costs what it is long."""
    from elevenlabs.client import ElevenLabs

    client = ElevenLabs(api_key=studio.key("elevenlabs"), base_url=studio.url("elevenlabs"))
    voice = client.voices.get_all().voices[0].voice_id

    said = client.text_to_speech.convert_with_timestamps(voice_id=voice, text=LINE, model_id="eleven_v4")

    heard, seconds = sounds.listen(base64.b64decode(said.audio_base_64))
    assert heard == LINE and said.alignment is not None and "".join(said.alignment.characters) == LINE
    assert said.alignment.character_end_times_seconds[-1] == pytest.approx(seconds, abs=0.25)
    assert studio.bill().total_usd == pytest.approx(len(LINE) * 8e-5, abs=1e-6)


def test_elevenlabs_keeps_what_it_spoke(studio: Studio):
    """A line whose answer was lost is found in the history, fetched, and aligned; nothing is spoken twice."""
    from elevenlabs.client import ElevenLabs

    client = ElevenLabs(api_key=studio.key("elevenlabs"), base_url=studio.url("elevenlabs"))
    voice = client.voices.search(search="irish").voices[0].voice_id
    studio.faults.next("elevenlabs", "speech", Fault.DROP_AFTER)

    with pytest.raises(httpx.HTTPError):
        client.text_to_speech.convert_with_timestamps(voice_id=voice, text=LINE)
    item = client.history.list(page_size=10, voice_id=voice).history[0]
    sound = b"".join(client.history.get_audio(item.history_item_id))
    words = client.forced_alignment.create(file=("line.mp3", sound, "audio/mpeg"), text=LINE).words

    assert item.text == LINE and [word.text for word in words] == LINE.split()
    assert client.user.subscription.get().character_count == len(LINE)
    assert [job.operation for job in studio.jobs()] == ["speech", "alignment"] and not studio.bill().double


def test_elevenlabs_makes_sounds_and_music(studio: Studio):
    """Both have the asked length; music that names an artist is refused with a better prompt."""
    from elevenlabs.client import ElevenLabs
    from elevenlabs.core.api_error import ApiError

    client = ElevenLabs(api_key=studio.key("elevenlabs"), base_url=studio.url("elevenlabs"))

    boom = b"".join(client.text_to_sound_effects.convert(text="boom", duration_seconds=3))
    tune = b"".join(client.music.compose(prompt="sad piano", music_length_ms=3_000))
    studio.faults.next("elevenlabs", "music", Fault.REFUSED)
    with pytest.raises(ApiError) as refused:
        b"".join(client.music.compose(prompt="like a famous band", music_length_ms=3_000))

    assert sounds.listen(boom)[1] == pytest.approx(3, abs=0.1) and sounds.listen(tune)[1] == pytest.approx(
        3, abs=0.1
    )
    assert refused.value.status_code == 400 and "prompt_suggestion" in str(refused.value.body)


def test_speech_of_wrong_length_is_cut_short(studio: Studio):
    """The sound ends before its last character does."""
    from elevenlabs.client import ElevenLabs

    client = ElevenLabs(api_key=studio.key("elevenlabs"), base_url=studio.url("elevenlabs"))
    studio.faults.next("elevenlabs", "speech", Fault.WRONG_LENGTH(frames=-24))

    said = client.text_to_speech.convert_with_timestamps(
        voice_id=client.voices.get_all().voices[0].voice_id, text=LINE
    )

    assert said.alignment is not None
    assert (
        sounds.listen(base64.b64decode(said.audio_base_64))[1]
        < said.alignment.character_end_times_seconds[-1] - 0.5
    )


@pytest.fixture
def amazon(studio: Studio) -> Any:
    """Makes boto3 clients for the studio."""
    import boto3
    from botocore.config import Config

    def client(name: str) -> Any:
        once = Config(retries={"mode": "standard", "total_max_attempts": 1})
        keys = {"aws_access_key_id": studio.key("polly"), "aws_secret_access_key": studio.aws_secret}
        return boto3.client(name, endpoint_url=studio.url(name), region_name="us-east-1", config=once, **keys)  # type: ignore[call-overload]

    return client


def test_polly_speaks_and_marks(studio: Studio, amazon: Any):
    """Sound and marks are two paid calls; offsets count bytes, tags too."""
    polly = amazon("polly")
    text = "<speak>Café lit. Go.</speak>"

    sound = polly.synthesize_speech(
        Text=text, TextType="ssml", VoiceId="Joanna", Engine="neural", OutputFormat="mp3"
    )
    marked = polly.synthesize_speech(
        Text=text,
        TextType="ssml",
        VoiceId="Joanna",
        Engine="neural",
        OutputFormat="json",
        SpeechMarkTypes=["word", "sentence"],
    )
    marks = [json.loads(line) for line in marked["AudioStream"].read().splitlines()]

    assert (
        sounds.listen(sound["AudioStream"].read())[0] == "Café lit. Go." and sound["RequestCharacters"] == 13
    )
    assert [mark["value"] for mark in marks if mark["type"] == "word"] == ["Café", "lit", "Go"]
    assert (marks[1]["start"], marks[1]["end"]) == (7, 12)
    assert [job.operation for job in studio.jobs("polly")] == ["speech", "marks"]


def test_polly_throttles_as_itself(studio: Studio, amazon: Any):
    """A limit is a 400 named ThrottlingException, and an unknown key is named too."""
    from botocore.exceptions import ClientError

    polly = amazon("polly")
    studio.faults.next("polly", "speech", Fault.RATE_LIMITED, Fault.WRONG_KEY)
    codes = []

    for _ in range(2):
        with pytest.raises(ClientError) as raised:
            polly.synthesize_speech(Text="x", VoiceId="Joanna", OutputFormat="mp3")
        codes.append(raised.value.response["Error"]["Code"])

    assert codes == ["ThrottlingException", "UnrecognizedClientException"] and not studio.jobs()


def test_transcribe_tells_the_words_of_a_recording(studio: Studio, amazon: Any):
    """The job is polled by its name, the transcript fetched by link; a name serves once."""
    transcribe = amazon("transcribe")
    recording = studio.shelve(sounds.speech({"text": LINE, "voice": "v", "format": "mp3"})[0])
    asked = {
        "TranscriptionJobName": "line-1",
        "LanguageCode": "en-US",
        "Media": {"MediaFileUri": f"{studio.url('fal')}/uploaded/{recording}"},
    }

    transcribe.start_transcription_job(**asked)
    job = transcribe.get_transcription_job(TranscriptionJobName="line-1")["TranscriptionJob"]
    while job["TranscriptionJobStatus"] != "COMPLETED":
        job = transcribe.get_transcription_job(TranscriptionJobName="line-1")["TranscriptionJob"]
    transcript = httpx.get(job["Transcript"]["TranscriptFileUri"], trust_env=False).json()

    assert transcript["results"]["transcripts"][0]["transcript"] == LINE
    assert [one["alternatives"][0]["content"] for one in transcript["results"]["items"]][:4] == [
        "Good",
        "evening",
        ",",
        "Mara",
    ]
    with pytest.raises(transcribe.exceptions.ConflictException):
        transcribe.start_transcription_job(**asked)


def test_transcribe_reads_and_writes_its_bucket():
    """A recording in S3, its transcript beside it; one that is missing fails the job with the reason."""
    import boto3
    from moto.server import ThreadedMotoServer

    store = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    store.start()
    try:
        with Studio(latency=0, s3="http://{}:{}".format(*store.get_host_and_port())) as studio:
            keys = {
                "aws_access_key_id": studio.key("transcribe"),
                "aws_secret_access_key": studio.aws_secret,
                "region_name": "us-east-1",
            }
            s3: Any = boto3.client("s3", endpoint_url=studio.s3, **keys)  # type: ignore[call-overload]
            transcribe: Any = boto3.client("transcribe", endpoint_url=studio.url("transcribe"), **keys)  # type: ignore[call-overload]
            s3.create_bucket(Bucket="rushes")
            s3.put_object(
                Bucket="rushes",
                Key="line.wav",
                Body=sounds.speech({"text": LINE, "voice": "v", "format": "wav"})[0],
            )

            for name, key in (("good", "line.wav"), ("gone", "none.wav")):
                where = {"OutputBucketName": "rushes", "OutputKey": "told/"}
                media = {"MediaFileUri": f"s3://rushes/{key}"}
                transcribe.start_transcription_job(
                    TranscriptionJobName=name, LanguageCode="en-US", Media=media, **where
                )
            jobs = [
                transcribe.get_transcription_job(TranscriptionJobName=name)["TranscriptionJob"]
                for name in ("good", "gone")
            ]

            assert [job["TranscriptionJobStatus"] for job in jobs] == [
                "COMPLETED",
                "FAILED",
            ] and "NoSuchKey" in jobs[1]["FailureReason"]
            assert (
                json.loads(s3.get_object(Bucket="rushes", Key="told/good.json")["Body"].read())["results"][
                    "transcripts"
                ][0]["transcript"]
                == LINE
            )
    finally:
        store.stop()


def test_openai_speaks_and_hears(studio: Studio):
    """Every format is real sound; the transcript has the words' times."""
    import openai

    client = openai.OpenAI(api_key=studio.key("openai"), base_url=studio.url("openai"), max_retries=0)

    said = {
        form: (
            client.audio.speech.create(
                model="gpt-4o-mini-tts", voice="alloy", input=LINE, response_format=form
            ).read()
        )
        for form in ("mp3", "wav", "flac")
    }
    heard = client.audio.transcriptions.create(
        model="whisper-1",
        file=("line.wav", said["wav"]),
        response_format="verbose_json",
        timestamp_granularities=["word"],
    )

    assert {sounds.listen(one)[0] for one in said.values()} == {LINE}
    assert heard.text == LINE and [word.word for word in heard.words or []][-1] == "lit"


def test_gtts_speaks_without_a_key(studio: Studio, monkeypatch: pytest.MonkeyPatch):
    """A long text is asked for in parts; nothing is owed."""
    import gtts
    import gtts.tts

    monkeypatch.setattr(gtts.tts, "_translate_url", lambda tld="com", path="": f"{studio.url('gtts')}/{path}")
    out = io.BytesIO()

    gtts.gTTS(LINE * 4, lang="en", lang_check=False).write_to_fp(out)

    assert sounds.listen(out.getvalue())[1] > 4
    assert len(studio.jobs("gtts")) > 1 and studio.bill().total_usd == 0
