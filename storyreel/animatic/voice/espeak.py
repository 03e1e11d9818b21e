"""Speaks text through espeak-ng, the speech engine inside the espeakng_loader wheel."""

from __future__ import annotations

import _ctypes
import ctypes
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import espeakng_loader
import numpy as np

from storyreel.film.errors import CapabilityError, ProviderError

_SYNCHRONOUS = 2
_UTF8_TEXT = 1  # without the markup flag (0x10): what is spoken is data
_PHONEMES = 0x100  # `[[...]]` is read as phonemes; only of our own, because `speakable` leaves no brackets
_WORD, _PHONEME, _END_OF_LIST = 1, 7, 0
_TELL_PHONEMES_IN_IPA = 1 | 2
_RATE, _PITCH, _RANGE, _WORD_GAP = 1, 3, 4, 7
_UNKNOWN_VOICE = 2
_AS_IPA = 2
_TIED_IPA = 0x02 | 0x80 | ord("^") << 8
"""Phonemes as IPA, with a sign between those that are one phoneme (speak_lib.h, espeak_TextToPhonemes)."""

NEIGHBOUR_LANGUAGES = {
    "en": "en-us",
    "en-au": "en-gb",
    "en-ca": "en-us",
    "en-ie": "en-gb",
    "en-in": "en-gb",
    "en-nz": "en-gb",
    "en-za": "en-gb",
    "fr": "fr-fr",
    "no": "nb",
    "nn": "nb",
    "zh": "cmn",
    "iw": "he",
    "in": "id",
    "sr-latn": "sr",
    "sr-cyrl": "sr",
}
"""Tags espeak-ng 1.52 lists under another tag, or whose nearest voice is another."""


@dataclass(frozen=True)
class WordEvent:
    """Where a word begins: `position` is its 0-based character in the text, `sample` its first sample."""

    position: int
    sample: int


@dataclass(frozen=True)
class PhonemeEvent:
    """Where a phoneme begins; `ipa` is '' for a silence."""

    ipa: str
    sample: int


@dataclass(frozen=True)
class Utterance:
    """What the engine said: mono float32 in [-1, 1] at `rate_hz`, with what begins where."""

    samples: np.ndarray
    rate_hz: int
    words: tuple[WordEvent, ...]
    phonemes: tuple[PhonemeEvent, ...]


@dataclass(frozen=True)
class Manner:
    """How it is said, in the engine's own scales."""

    variant: str = ""
    words_per_minute: int = 150
    """80 to 450."""
    pitch: int = 50
    """0 to 100."""
    pitch_range: int = 50
    """0 to 100."""
    word_gap: int = 0
    """Units of 10 ms."""


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


class _VoiceEntry(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The engine of this process.

    The library is not thread-safe (two threads end in a double free), so one lock guards it.

    It is loaded again for every utterance, which costs 3 ms. Its static data keeps glottal phase, flutter and
    breath, so the same words would sound different the second time. Initialising it again does not reset
    them (tried).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pcm: list[np.ndarray] = []
        self._events: list[WordEvent] = []
        self._sounds: list[PhonemeEvent] = []
        self._callback = _Callback(self._hear)
        self._identifiers: dict[str, str] = {}
        self._phonemes: dict[str, frozenset[str]] = {}

    def speak(self, text: str, language: str, manner: Manner, *, phonemes: bool = False) -> Utterance:
        """The text as spoken; (nearly) no samples if nothing in it can be spoken.

        phonemes: what stands in double brackets are phonemes.

        Raises:
            CapabilityError: the engine has no voice for the language.
        """
        with self._lock:
            library, rate_hz = self._loaded()
            try:
                self._choose(library, self._identifier(library, language), manner)
                for parameter, value in _settings(manner):
                    library.espeak_SetParameter(parameter, value, 0)
                return self._spoken(library, text, rate_hz, _UTF8_TEXT | (_PHONEMES if phonemes else 0))
            finally:
                library.espeak_Terminate()
                _unload(library)

    def phonemes_of_voice(self, language: str, asked: Iterable[str]) -> frozenset[str]:
        """Those of the phonemes asked for that the language's voice has.

        Raises:
            CapabilityError: the engine has no voice for the language.
        """
        with self._lock:
            if language not in self._phonemes:
                library, rate_hz = self._loaded()
                try:
                    self._choose(library, self._identifier(library, language), Manner())
                    self._spoken(library, "a", rate_hz, _UTF8_TEXT | _PHONEMES)  # it keeps the flag
                    self._phonemes[language] = frozenset(one for one in asked if _has_phoneme(library, one))
                finally:
                    library.espeak_Terminate()
                    _unload(library)
            return self._phonemes[language]

    def phonemes(self, texts: Sequence[str], language: str) -> list[str]:
        """Each text in the International Phonetic Alphabet: `^` ties two signs, a space parts what is joined.

        Raises:
            CapabilityError: the engine has no voice for the language.
        """
        with self._lock:
            library, _ = self._loaded()
            try:
                self._choose(library, self._identifier(library, language), Manner())
                library.espeak_TextToPhonemes.restype = ctypes.c_char_p
                return [_transcribed(library, text) for text in texts]
            finally:
                library.espeak_Terminate()
                _unload(library)

    def version(self) -> str:
        """The version of the library, without its data: '1.52.0'."""
        with self._lock:
            library = ctypes.CDLL(espeakng_loader.get_library_path())
            try:
                library.espeak_Info.restype = ctypes.c_char_p
                library.espeak_Info.argtypes = [ctypes.c_void_p]
                return library.espeak_Info(None).decode()
            finally:  # a library that stays loaded would keep its static data
                _unload(library)

    def _spoken(self, library: ctypes.CDLL, text: str, rate_hz: int, flags: int) -> Utterance:
        self._pcm, self._events, self._sounds = [], [], []
        data = text.encode() + b"\0"
        if library.espeak_Synth(data, len(data), 0, 1, 0, flags, None, None):
            raise _failure(f"could not speak {text[:60]!r}; try again")
        library.espeak_Synchronize()
        samples = np.concatenate(self._pcm) if self._pcm else np.zeros(0, np.int16)
        return Utterance(
            samples.astype(np.float32) / 32768, rate_hz, tuple(self._events), tuple(self._sounds)
        )

    def _loaded(self) -> tuple[ctypes.CDLL, int]:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        path = espeakng_loader.get_data_path().encode()
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, path, _TELL_PHONEMES_IN_IPA)
        if rate <= 0:
            raise _failure("did not start; reinstall the package espeakng-loader")
        library.espeak_ng_SetRandSeed(ctypes.c_long(1))  # it takes the clock otherwise
        library.espeak_SetSynthCallback(self._callback)
        return library, int(rate)

    def _identifier(self, library: ctypes.CDLL, language: str) -> str:
        """The engine's file for a language: of the tag itself, or of the tag without its last parts."""
        known = self._identifiers = self._identifiers or _voices(library)
        tag = language.lower().replace("_", "-")
        while tag:
            if found := known.get(tag) or known.get(NEIGHBOUR_LANGUAGES.get(tag, "")):
                return found
            tag = tag.rpartition("-")[0]
        raise CapabilityError(
            f"the embedded narrator has no voice for language {language!r}; it speaks"
            f" {', '.join(sorted(known))}. Give the film one of these languages, or choose another narrator.",
            language=language,
        )

    def _choose(self, library: ctypes.CDLL, identifier: str, manner: Manner) -> None:
        name = _voice_name(identifier, manner)
        # For an unknown name it returns 2 and silently keeps the voice before.
        if library.espeak_SetVoiceByName(name.encode()) == _UNKNOWN_VOICE:
            raise CapabilityError(
                f"espeak-ng has no voice {name!r}; reinstall the package espeakng-loader.", voice=name
            )

    def _hear(
        self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]
    ) -> int:
        if samples and count > 0:
            self._pcm.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != _END_OF_LIST:
            self._note(events[index])
            index += 1
        return 0

    def _note(self, event: _Event) -> None:
        if event.type == _WORD:
            self._events.append(WordEvent(event.text_position - 1, event.sample))
        elif event.type == _PHONEME:
            self._sounds.append(PhonemeEvent(event.id.string.decode(errors="ignore"), event.sample))


def _has_phoneme(library: ctypes.CDLL, phoneme: str) -> bool:
    """Whether the chosen voice says anything for a phoneme."""
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    text = ctypes.c_char_p(f"[[{phoneme}]]".encode())
    return bool(library.espeak_TextToPhonemes(ctypes.pointer(text), _UTF8_TEXT, _AS_IPA))


def _transcribed(library: ctypes.CDLL, text: str) -> str:
    buffer = ctypes.create_string_buffer(text.encode())
    at = ctypes.c_void_p(ctypes.addressof(buffer))
    parts: list[str] = []
    while at.value:  # it moves to the clause after; it is none at the end
        parts.append(library.espeak_TextToPhonemes(ctypes.byref(at), _UTF8_TEXT, _TIED_IPA).decode())
    return " ".join(parts)


def _voice_name(identifier: str, manner: Manner) -> str:
    return f"{identifier}+{manner.variant}" if manner.variant else identifier


def _settings(manner: Manner) -> tuple[tuple[int, int], ...]:
    return (
        (_RATE, manner.words_per_minute),
        (_PITCH, manner.pitch),
        (_RANGE, manner.pitch_range),
        (_WORD_GAP, manner.word_gap),
    )


def _failure(what: str) -> ProviderError:
    return ProviderError(f"espeak-ng {what}.", provider="espeak-ng", capability="narrator")


def _voices(library: ctypes.CDLL) -> dict[str, str]:
    """BCP 47 tags, lower case, with the engine's voice files."""
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceEntry))
    entries = library.espeak_ListVoices(None)
    found: dict[str, str] = {}
    index = 0
    while entries[index]:
        voice = entries[index].contents
        # The first byte of a language is its priority.
        found.setdefault(voice.languages[1:].decode(), voice.identifier.decode())
        index += 1
    return found


def _unload(library: ctypes.CDLL) -> None:
    release = getattr(_ctypes, "dlclose", None) or getattr(_ctypes, "FreeLibrary")  # noqa: B009 each system has the one or the other
    release(library._handle)


ENGINE = Espeak()
"""The one engine of this process."""
