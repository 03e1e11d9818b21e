"""The voices of Amazon Polly, with their languages and engines.

Read from its list of voices on 2026-11-21, and its document history of 2026-03-19 for generative voices.
Carlos, Tina, Carolina, Leo, Arjun and Kiara, which these do not have yet, are placed by the language and
presentation that they have as voices of Amazon Nova 2 Sonic (docs.aws.amazon.com, voices of Nova Sonic;
livekit-plugins-aws 1.8.9, `SONIC2_VOICES`; both read 2026-12-01), and as generative ones because its other
voices that Polly has (Tiffany, Ambre, Florian, Lennart, Beatrice, Lorenzo) are.
"""

from __future__ import annotations

from collections.abc import Iterator

from blocks.voice_casting import OfferedVoice
from storyreel.film.cast import Age, Presentation

_F, _M = Presentation.FEMININE, Presentation.MASCULINE
_VOICES: dict[str, dict[Presentation, str]] = {
    "en-us": {
        _F: "Joanna:sng Ruth:ngl Salli:sng Danielle:ngl Kimberly:sn Kendra:sn Ivy:sn Tiffany:g",
        _M: "Matthew:sng Stephen:ng Gregory:nl Joey:sn Kevin:n Justin:sn",
    },
    "en-gb": {_F: "Amy:sng Emma:sn", _M: "Brian:sng Arthur:n"},
    "en-gb-wls": {_M: "Geraint:s"},
    "en-au": {_F: "Olivia:ng Nicole:s", _M: "Russell:s"},
    "en-ie": {_F: "Niamh:ng"},
    "en-in": {_F: "Kajal:ng Raveena:s Aditi:s"},
    "en-nz": {_F: "Aria:ng"},
    "en-sg": {_F: "Jasmine:ng"},
    "en-za": {_F: "Ayanda:ng"},
    "ar": {_F: "Zeina:s"},
    "ar-ae": {_F: "Hala:n", _M: "Zayd:n"},
    "ca-es": {_F: "Arlet:n"},
    "cmn-cn": {_F: "Zhiyu:sn"},
    "cs-cz": {_F: "Jitka:n"},
    "cy-gb": {_F: "Gwyneth:s"},
    "da-dk": {_F: "Sofie:n Naja:s", _M: "Mads:s"},
    "de-at": {_F: "Hannah:n"},
    "de-ch": {_F: "Sabrina:ng"},
    "de-de": {_F: "Vicki:sng Marlene:s Tina:g", _M: "Daniel:ng Hans:s Lennart:g"},
    "es-es": {_F: "Lucia:sng Conchita:s", _M: "Sergio:ng Enrique:s"},
    "es-mx": {_F: "Mia:sng", _M: "Andres:ng"},
    "es-us": {_F: "Lupe:sng Penelope:s", _M: "Pedro:ng Miguel:s Carlos:g"},
    "fi-fi": {_F: "Suvi:n"},
    "fr-be": {_F: "Isabelle:n"},
    "fr-ca": {_F: "Gabrielle:n Chantal:s", _M: "Liam:n"},
    "fr-fr": {_F: "Lea:sng Celine:s Ambre:g", _M: "Remi:ng Mathieu:s Florian:g"},
    "hi-in": {_F: "Kajal:n Aditi:s Kiara:g", _M: "Arjun:g"},
    "is-is": {_F: "Dora:s", _M: "Karl:s"},
    "it-it": {_F: "Bianca:sng Carla:s Beatrice:g", _M: "Adriano:n Giorgio:s Lorenzo:g"},
    "ja-jp": {_F: "Kazuha:n Tomoko:n Mizuki:s", _M: "Takumi:sn"},
    "ko-kr": {_F: "Seoyeon:sng Jihye:n"},
    "nb-no": {_F: "Ida:n Liv:s"},
    "nl-be": {_F: "Lisa:ng"},
    "nl-nl": {_F: "Laura:ng Lotte:s", _M: "Ruben:s"},
    "pl-pl": {_F: "Ola:n Ewa:s Maja:s", _M: "Jacek:s Jan:s"},
    "pt-br": {_F: "Camila:sng Vitoria:sn Carolina:g", _M: "Thiago:n Ricardo:s Leo:g"},
    "pt-pt": {_F: "Ines:sn", _M: "Cristiano:s"},
    "ro-ro": {_F: "Carmen:s"},
    "ru-ru": {_F: "Tatyana:s", _M: "Maxim:s"},
    "sv-se": {_F: "Elin:n Astrid:s"},
    "tr-tr": {_F: "Burcu:n Filiz:s"},
    "yue-cn": {_F: "Hiujin:n"},
}
"""Names of voices, each with the first letters of its engines: standard, neural, generative, long-form."""
UNPLACED = frozenset({"Curtis", "Hyunduk", "Kenneth", "Nate"})
"""Voices that botocore 1.43.117 names, and of which no list that was found says language and engine.

They speak if a person pins them in `voices`, and are given to nobody otherwise.
"""
_CHILDREN = frozenset({"Ivy", "Kevin", "Justin"})
_SAME_LANGUAGE = {"zh": "cmn", "no": "nb", "arb": "ar"}
ENGINES = {"standard": "s", "neural": "n", "generative": "g", "long-form": "l"}


def polly_voices(engine: str) -> tuple[OfferedVoice, ...]:
    """The voices that an engine speaks with, in the order in which they are given to people."""
    found: dict[str, OfferedVoice] = {}
    for language, presentation, name, engines in _rows():
        if ENGINES[engine] in engines:
            known = found[name].languages if name in found else ()
            age = Age.CHILD if name in _CHILDREN else Age.ADULT
            found[name] = OfferedVoice(
                id=name, presentation=presentation, age=age, languages=(*known, language)
            )
    return tuple(found.values())


def _rows() -> Iterator[tuple[str, Presentation, str, str]]:
    """Language, presentation, name and engines of every voice; a voice of two languages has two rows."""
    for language, kinds in _VOICES.items():
        for presentation, voices in kinds.items():
            for voice in voices.split():
                name, _, engines = voice.partition(":")
                yield language, presentation, name, engines


def polly_language(tag: str) -> str:
    """The service's own tag for a language.

    >>> polly_language("zh-cn")
    'cmn-cn'
    """
    language, _, region = tag.lower().partition("-")
    language = _SAME_LANGUAGE.get(language, language)
    return f"{language}-{region}" if region else language
