"""What we believe AWS accepts, against the lists that its own SDK carries."""

from __future__ import annotations

import botocore.session
import pytest

from blocks.polly_voices import ENGINES, UNPLACED, polly_voices
from blocks.transcribe_languages import REGIONS, transcribe_tag
from blocks.voice_casting import cast_voice
from storyreel.film.cast import Presentation, Voice
from storyreel.film.errors import CapabilityError


def members(service: str, shape: str) -> set[str]:
    return set(botocore.session.get_session().get_service_model(service).shape_for(shape).enum)


def test_every_language_of_transcribe_is_asked_for_by_its_own_tag() -> None:
    """Whatever its case. A language alone gets one of its own tags."""
    tags = members("transcribe", "LanguageCode")

    assert {f"{language}-{region}" for language, known in REGIONS.items() for region in known.split()} == tags
    for tag in tags:
        assert transcribe_tag(tag.lower()) == tag
        assert transcribe_tag(tag.split("-")[0]) in tags


@pytest.mark.parametrize(
    ("tag", "sent"),
    [
        ("sv", "sv-SE"),
        ("cs", "cs-CZ"),
        ("da", "da-DK"),
        ("el", "el-GR"),
        ("he", "he-IL"),
        ("iw", "he-IL"),
        ("vi", "vi-VN"),
        ("nb", "no-NO"),
        ("nn-no", "no-NO"),
        ("ca", "ca-ES"),
        ("de-at", "de-DE"),
        ("pt-ao", "pt-BR"),
        ("cmn", "zh-CN"),
        ("zh-hant", "zh-TW"),
        ("yue", "zh-HK"),
        ("sw", "sw-KE"),
        ("ckb", "ckb-IQ"),
    ],
)
def test_a_language_without_a_region_of_the_service_s_gets_its_usual_one(tag: str, sent: str) -> None:
    """No tag is made up from the language: there is no 'sv-SV' and no 'de-AT'."""
    assert transcribe_tag(tag) == sent


def test_a_language_that_transcribe_lacks_is_refused_with_those_it_has() -> None:
    """Before anything is uploaded."""
    with pytest.raises(CapabilityError, match=r"'eo'.*sv.*Nothing was spent"):
        transcribe_tag("eo")


def test_every_voice_of_polly_can_be_given_or_is_said_to_be_unplaced() -> None:
    """No voice is made up, and none is left out unseen."""
    given = {voice.id for engine in ENGINES for voice in polly_voices(engine)}

    assert given | UNPLACED == members("polly", "VoiceId")
    assert not given & UNPLACED
    assert set(ENGINES) == members("polly", "Engine")


def test_the_languages_of_polly_s_voices_are_its_own() -> None:
    """Ours are in lower case, and 'ar' for what it calls 'arb'."""
    ours = {tag for engine in ENGINES for voice in polly_voices(engine) for tag in voice.languages}

    assert ours == {tag.lower().replace("arb", "ar") for tag in members("polly", "LanguageCode")}


@pytest.mark.parametrize(
    ("language", "presentation", "name"),
    [
        ("de-de", Presentation.FEMININE, "Tina"),
        ("es-us", Presentation.MASCULINE, "Carlos"),
        ("hi-in", Presentation.MASCULINE, "Arjun"),
        ("hi-in", Presentation.FEMININE, "Kiara"),
        ("pt-br", Presentation.FEMININE, "Carolina"),
        ("pt-br", Presentation.MASCULINE, "Leo"),
    ],
)
def test_the_newest_voices_of_polly_are_given_to_people(
    language: str, presentation: Presentation, name: str
) -> None:
    """By its generative engine; before, nobody spoke Hindi by it, and no man Brazilian Portuguese."""
    offered = polly_voices("generative")
    cast = {
        cast_voice(Voice(presentation=presentation, timbre=timbre, language=language), offered, "Polly").id
        for timbre in range(3)
    }

    assert name in cast


def test_generative_voices_are_those_of_the_service() -> None:
    """Brian, Niamh, Aria, Lisa, Laura and the European ones of 2026 speak by it, too."""
    generative = {voice.id for voice in polly_voices("generative")}

    assert {"Brian", "Niamh", "Aria", "Lisa", "Laura", "Lennart", "Beatrice", "Ambre"} <= generative
