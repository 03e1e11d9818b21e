from storyreel.animatic.voice.kokoro.phonemes import strung, transcribed
from storyreel.animatic.voice.kokoro.reading_aloud import spoken_words
from storyreel.animatic.voice.kokoro.word_groups import shared_out


def signs(text: str, language: str = "en-us") -> str:
    return "".join(one.sign for one in strung(transcribed(spoken_words(text, language), language)))


def test_each_word_keeps_its_own_phonemes_if_the_engine_joins_them() -> None:
    """espeak-ng says 'on the' and 'had been' as one word each."""
    words = transcribed(spoken_words("We had been on the way to it", "en-us"), "en-us")

    assert [word.word.text for word in words] == ["We", "had", "been", "on", "the", "way", "to", "it"]
    assert all(word.signs for word in words)


def test_english_is_written_with_the_models_signs() -> None:
    """One sign for each diphthong; American and British differ."""
    assert signs("Go home now") == "ɡˌO hˈOm nˈW"
    assert signs("Go home now", "en-gb") == signs("Go home now", "en-au") == "ɡˌQ hˈQm nˈW"
    assert signs("Go home now", "en") == signs("Go home now", "en-ca") == "ɡˌO hˈOm nˈW"


def test_marks_stand_after_their_words() -> None:
    """The model pauses at them, and asks at a question mark."""
    assert signs("Yes, you?").replace("ˈ", "").replace("ˌ", "") == "jɛs, ju?"


def test_the_persons_own_phonemes_replace_the_engines() -> None:
    """By the word in lower case, in the International Phonetic Alphabet."""
    words = transcribed(spoken_words("Ask Siobhan.", "en-us"), "en-us", {"siobhan": "ʃɪvˈɔːn"})

    assert words[1].signs == "ʃɪvˈɔn"


def test_a_group_that_no_word_sounds_like_is_shared_out_all_the_same() -> None:
    """Every word gets a share, and nothing is said twice."""
    shares = shared_out(["abc", "def"], ["a", "b", "c", "d"])

    assert len(shares) == 4
    assert "".join(shares) == "abcdef"
