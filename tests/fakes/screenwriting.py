"""Answers of a good language model to a writer's and a critic's questions, computed from the question.

`register(studio)` makes whole films possible on the fake studio.
"""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.answers import Asked
from tests.fakes.studio import Studio

_ELEMENT = re.compile(r"^(\d+) (?:(action): (.*)|speech by ([a-z0-9 -]+) \((.*?)\): (.*))$", re.MULTILINE)
_PERSON = re.compile(r'^- id "([a-z0-9-]+)": (.*?)(, only heard)?$', re.MULTILINE)
_NEWCOMER = re.compile(r'^Person "(.+?)"\. So far: (.*)$', re.MULTILINE)
_NEW_PLACE = re.compile(
    r'^Place "(.+?)" \((.*?)\)\. So far: ([^,]+), (?:interior|exterior); features (.*?); palette (.*)$',
    re.MULTILINE,
)
_PLANNED = re.compile(r"^(\d+)\. (.+?) \(([\d.]+) min\): (.*)$", re.MULTILINE)
_GARMENTS = ("coat", "sweater", "jacket", "dress", "shirt", "suit", "uniform", "robe")
_COLOURS = ("#7a1f2b", "#2f5d50", "#3a4f7a", "#8a6a2f", "#5a3a6a", "#446044", "#9a4f2e", "#30363f")
_HAIRS = ("long", "short", "bun", "curly", "bob", "cropped", "ponytail", "short")
_HOURS = ("NIGHT", "DAY", "DUSK", "DAWN")


def register(studio: Studio) -> None:
    """Answer what `blocks/writing` asks."""
    for title, answer in {
        "SceneShots": scene_shots,
        "PeopleAndPlaces": people_and_places,
        "PlaceAnchor": place_anchor,
        "PromptTranslation": prompt_translation,
        "ShortScreenplay": short_screenplay,
        "FilmOutline": film_outline,
        "ScreenplayPart": screenplay_part,
        "TakeReview": take_review,
    }.items():
        studio.answers.register(title, answer)


def prompt_translation(asked: Asked) -> dict[str, Any]:
    """The prompt after the name of its language."""
    said = asked.prompt.split("<prompt>\n")[1].split("\n</prompt>")[0]
    return {"text": f"In {asked.prompt.split()[-1]} {said}"}


# --- the shots of a scene


def scene_shots(asked: Asked) -> dict[str, Any]:
    """A shot for each action, and for each speech that cannot stay on the shot before."""
    people = {cast_id: words for cast_id, words, heard in _PERSON.findall(asked.prompt) if not heard}
    shots: list[dict[str, Any]] = []
    for number, kind, action, speakers, how, _ in _ELEMENT.findall(asked.prompt):
        if kind:
            shots.append(_shot(int(number), _named(action, people), action, wide=not shots))
        elif shots and not _asks_for_transition(asked.prompt, number) and _rides(how, shots[-1]):
            shots[-1]["last"] = int(number)
            _add(
                shots[-1],
                [one for one in speakers.split(" and ") if one in people and "voice over" not in how],
            )
        else:
            shown = [one for one in speakers.split(" and ") if one in people and how.startswith("on screen")]
            shots.append(_shot(int(number), shown, "", wide=not shots))
    return {"mood": "tense" if "storm" in asked.prompt.lower() else "calm", "shots": shots}


def _rides(how: str, last: dict[str, Any]) -> bool:
    return "at the same time" in how or ("voice over" in how and last["last"] - last["first"] < 2)


def _asks_for_transition(prompt: str, number: str) -> bool:
    return re.search(rf"\(the screenplay asks for: [a-z ]+\)\n{number} ", prompt) is not None


def _shot(number: int, people: list[str], action: str, *, wide: bool) -> dict[str, Any]:
    sounds = re.findall(r"(?:thunder|rain|door|waves|bell|wind|footsteps)\w*", action.lower())
    shot: dict[str, Any] = {"first": number, "last": number, "figures": []}
    shot |= {
        "size": "wide" if wide or not people else ("medium" if number % 2 else "medium close"),
        "move": "dolly in" if wide else "static",
        "action": " ".join(action.split()[:28]),
        "cues": [
            {"sound": sound, "at": round(0.2 * index, 2)} for index, sound in enumerate(dict.fromkeys(sounds))
        ][:6],
        "transition": "cut",
    }
    _add(shot, people)
    return shot


def _add(shot: dict[str, Any], people: list[str]) -> None:
    for cast_id in people:
        if all(figure["cast_id"] != cast_id for figure in shot["figures"]) and len(shot["figures"]) < 5:
            place = len(shot["figures"])
            shot["figures"].append(
                {
                    "cast_id": cast_id,
                    "pose": "standing",
                    "facing": "right" if place == 0 else "left",
                    "x": (0.35, 0.65, 0.5, 0.2, 0.8)[place],
                }
            )


def _named(action: str, people: dict[str, str]) -> list[str]:
    return [
        cast_id
        for cast_id, words in people.items()
        if any(re.search(rf"\b{re.escape(name)}\b", action, re.IGNORECASE) for name in _names(words))
    ]


def _names(words: str) -> list[str]:
    return [name for name in words.split(", ")[:-1] if name]


# --- people and places


def people_and_places(asked: Asked) -> dict[str, Any]:
    """A note for each, unlike the others."""
    people = [
        _person(index, name, so_far) for index, (name, so_far) in enumerate(_NEWCOMER.findall(asked.prompt))
    ]
    places = [
        {
            "name": name,
            "description": f"The {name.lower()} as the script has it.",
            "kind": kind,
            "features": [] if features == "none" else features.split(", ")[:8],
            "palette": ([*palette.split(", "), "#202830", "#c8b090", "#e0a040"])[:4],
        }
        for name, _, kind, features, palette in _NEW_PLACE.findall(asked.prompt)
    ]
    return {"people": people, "places": places}


def _person(index: int, name: str, so_far: str) -> dict[str, Any]:
    age = next((word for word in ("child", "young", "old") if f'"age":"{word}"' in so_far), "adult")
    presentation = next(
        (word for word in ("feminine", "masculine") if f'"presentation":"{word}"' in so_far), "neutral"
    )
    return {
        "name": name,
        "description": f"{name.title()}, {age}.",
        "age": age,
        "presentation": presentation,
        "build": "average",
        "height": 0.7 if age == "child" else 1.0,
        "skin": "#c68e6a",
        "hair": _HAIRS[index % 8],
        "hair_colour": "#d8d4cc" if age == "old" else "#3a2a20",
        "beard": False,
        "glasses": False,
        "garment": _GARMENTS[index % 8],
        "garment_colour": _COLOURS[index % 8],
        "accent_colour": "#d8a03a",
        "trousers_colour": "#23242e",
        "hat": "none",
        "scarf": index % 3 == 2,
        "pitch": round(0.3 + 0.05 * (index % 8), 2),
        "words_per_minute": 135 + 5 * (index % 6),
    }


def place_anchor(asked: Asked) -> dict[str, Any]:
    """The place in plain words."""
    name = _line(asked.prompt, "Name").lower()
    seen = _line(asked.prompt, "To be seen")
    return {
        "layout": f"The {name}, seen from the door, a window at the far end.",
        "architecture": "Made of stone and old wood.",
        "light": "Light comes from the window on the left.",
        "atmosphere": "Quiet and lived in.",
        "key_features": [] if seen.startswith("nothing") else seen.split(", ")[:8],
        "time": f"It is seen {_line(asked.prompt, 'Hours').split('. ')[0]}.",
        "weather": "The weather is seen through the window.",
        "palette": ["amber", "slate", "cream"],
        "negative_prompt": "text, captions, watermark, deformed hands, people not asked for",
    }


# --- screenplays


def short_screenplay(asked: Asked) -> dict[str, Any]:
    """A film of two people in as many scenes as its minutes hold."""
    idea, minutes = _idea(asked.prompt)
    scenes = [_scene(_heading(index), index, idea) for index in range(max(1, round(minutes / 0.7)))]
    return {"title": idea.title()[:60], "people": _PEOPLE, "scenes": scenes}


def film_outline(asked: Asked) -> dict[str, Any]:
    """A scene for each two minutes."""
    idea, minutes = _idea(asked.prompt)
    count = max(2, round(minutes / 2))
    return {
        "title": idea.title()[:60],
        "people": _PEOPLE,
        "places": [
            {"name": name, "description": "A place by the sea."}
            for name in ("LAMP ROOM", "HARBOUR", "KITCHEN")
        ],
        "scenes": [
            {
                "heading": _heading(index),
                "summary": f"Step {index + 1} of {idea}.",
                "minutes": minutes / count,
            }
            for index in range(count)
        ],
    }


def screenplay_part(asked: Asked) -> dict[str, Any]:
    """The scenes of the plan that were asked for."""
    idea, _ = _idea(asked.prompt)
    asked_for = re.search(r"Write scenes (\d+) to (\d+) of the plan", asked.prompt)
    first, last = (int(number) for number in asked_for.groups()) if asked_for else (1, 1)
    scenes = [
        _scene(heading, int(number), idea)
        for number, heading, _, _ in _PLANNED.findall(asked.prompt)
        if first <= int(number) <= last
    ]
    return {"new_people": [], "scenes": scenes}


def take_review(asked: Asked) -> dict[str, Any]:
    """Nothing to complain of."""
    return {"faults": []}


_PEOPLE = [
    {"name": "MARA", "description": "60, grey hair in a bun, oilskin coat, keeps the light."},
    {"name": "TOM", "description": "20, a fisherman's son in a blue sweater."},
]


def _heading(index: int) -> str:
    place = ("INT. LAMP ROOM", "EXT. HARBOUR", "INT. KITCHEN")[index % 3]
    return f"{place} - {_HOURS[index % 4]}"


def _scene(heading: str, index: int, idea: str) -> dict[str, Any]:
    introduced = (
        "MARA (60, grey hair in a bun, oilskin coat) trims the lamp."
        if index <= 1
        else "Mara trims the lamp."
    )
    return {
        "heading": heading,
        "paragraphs": [
            _paragraph("action", f"Rain on the glass. {introduced}"),
            _paragraph("dialogue", f"This is the story of {idea}.", "MARA", "V.O."),
            _paragraph(
                "action",
                (
                    "TOM (20, blue sweater) comes in from the rain."
                    if index <= 1
                    else "Tom comes in from the rain."
                ),
            ),
            _paragraph("dialogue", "Is it still burning?", "TOM", aside="out of breath"),
            _paragraph("dialogue", f"Every night. This is night {index + 1}.", "MARA"),
            _paragraph("transition", "DISSOLVE TO:"),
        ],
    }


def _paragraph(
    kind: str, text: str, character: str = "", extension: str = "", aside: str = ""
) -> dict[str, str]:
    return {
        "kind": kind,
        "character": character,
        "extension": extension,
        "parenthetical": aside,
        "text": text,
    }


def _idea(prompt: str) -> tuple[str, float]:
    found = re.search(r"<idea>\n(.*?)\n", prompt)
    minutes = re.search(r"^Length: ([\d.]+) minutes$", prompt, re.MULTILINE)
    idea = " ".join(re.findall(r"[\w'-]+", found.group(1) if found else "a light"))[:80]
    return idea or "a light", float(minutes.group(1)) if minutes else 2.0


def _line(prompt: str, name: str) -> str:
    found = re.search(rf"^{name}: (.*)$", prompt, re.MULTILINE)
    return found.group(1) if found else ""
