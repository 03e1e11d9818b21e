"""ElevenLabs as the official SDK uses it: voices, timed speech, effects, music, history and alignment."""

from __future__ import annotations

import base64
from functools import cached_property
from typing import Any, ClassVar

from tests.fakes import media, sounds
from tests.fakes.books import Job
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms

_NAMES = (
    ("Rachel", "female", "young", "american", "calm"),
    ("Clyde", "male", "middle_aged", "american", "gravelly"),
    ("Alice", "female", "middle_aged", "british", "confident"),
    ("George", "male", "old", "british", "warm"),
    ("Matilda", "female", "old", "american", "friendly"),
    ("Liam", "male", "young", "american", "energetic"),
    ("Charlotte", "female", "young", "swedish", "seductive"),
    ("Fin", "male", "old", "irish", "sailor"),
    ("River", "neutral", "middle_aged", "american", "narration"),
)
VOICES: dict[str, dict[str, Any]] = {
    f"voice{name}0000000000"[:20]: {
        "name": name,
        "labels": {
            "gender": gender,
            "age": age,
            "accent": accent,
            "description": manner,
            "use_case": "narration",
        },
    }
    for name, gender, age, accent, manner in _NAMES
}
UNLISTED = "voiceOfAClone0000000"
"""A voice that the account may use and that is not in its list, as a cloned or designed one may be."""
_USD_PER_CHARACTER = {
    "eleven_v4": 8e-5,
    "eleven_v4_turbo": 4e-5,
    "eleven_v3": 8e-5,
    "eleven_multilingual_v2": 8e-5,
    "eleven_flash_v2_5": 2e-5,
    "eleven_flash_v2": 2e-5,
}
_LONGEST = {
    "eleven_v4": 10_000,
    "eleven_v4_turbo": 10_000,
    "eleven_v3": 5000,
    "eleven_multilingual_v2": 10_000,
    "eleven_flash_v2_5": 40_000,
    "eleven_flash_v2": 30_000,
}
"""Most characters of a request, by model."""
_SOUND_MODELS = ("eleven_text_to_sound_v2", "eleven_text_to_sound_v3")
_MUSIC_MODELS = ("music_v1", "music_v2", "music_v2_5")
_USD_PER_SOUND, _USD_PER_MINUTE = 0.12, 0.3
_SPEECH = "/v1/text-to-speech/([^/]+)"


class ElevenLabs(Service):
    """The paths of api.elevenlabs.io; the key comes in `xi-api-key`."""

    name: ClassVar[str] = "elevenlabs"

    def sent_key(self, request: Request) -> str:
        """The key in its own header."""
        return request.headers.get("xi-api-key", "")

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """The service's `detail` object."""
        status = 401 if reason == "quota" else status
        statuses = {
            "quota": "quota_exceeded",
            "wrong_key": "invalid_api_key",
            "rate_limited": "too_many_concurrent_requests",
            "unknown_model": "model_not_found",
            "refused": "content_against_policy",
        }
        return Reply(
            status, {"detail": {"status": statuses.get(reason, reason or "error"), "message": message}}
        )

    @route("GET", "/v[12]/voices", "voices")
    def voices(self, request: Request) -> Reply:
        """All voices, or those whose name or labels hold the search words."""
        wanted = request.query.get("search", "").lower()
        found = [
            self._voice(one)
            for one in VOICES
            if wanted in f"{VOICES[one]['name']} {' '.join(VOICES[one]['labels'].values())}".lower()
        ]
        return Reply(
            200, {"voices": found, "has_more": False, "total_count": len(found), "next_page_token": None}
        )

    @route("GET", r"/v1/voices/([^/]+)", "voice")
    def voice(self, request: Request, voice_id: str) -> Reply:
        """One voice."""
        self._known(voice_id)
        return Reply(200, self._voice(voice_id))

    @route("GET", "/v1/models", "models")
    def models(self, request: Request) -> Reply:
        """The models of speech."""
        return Reply(
            200,
            [{"model_id": name, "name": name, "can_do_text_to_speech": True} for name in _USD_PER_CHARACTER],
        )

    @cached_property
    def dictionaries(self) -> dict[str, dict[str, Any]]:
        """Pronunciation dictionaries of the account, by id."""
        return {}

    @route("GET", "/v1/pronunciation-dictionaries", "dictionaries")
    def all_dictionaries(self, request: Request) -> Reply:
        """The account's dictionaries, without their rules."""
        found = [
            {key: value for key, value in one.items() if key != "rules"} for one in self.dictionaries.values()
        ]
        return Reply(200, {"pronunciation_dictionaries": found, "has_more": False, "next_cursor": None})

    @route("POST", "/v1/pronunciation-dictionaries/add-from-rules", "dictionary")
    def make_dictionary(self, request: Request) -> Reply:
        """A new dictionary; what is no rule is refused."""
        rules, name = request.json.get("rules") or [], request.json.get("name")
        if not name or not rules or not all(map(_is_rule, rules)):
            raise self._refuses("rules: alias or phoneme rules are needed", "invalid_rules")
        number = len(self.dictionaries) + 1
        one = {
            "id": f"dictionary{number}",
            "latest_version_id": f"version{number}",
            "latest_version_rules_num": len(rules),
            "name": name,
            "created_by": "me",
            "creation_time_unix": 1,
            "rules": rules,
        }
        self.dictionaries[one["id"]] = one
        answer = {"id": one["id"], "name": name, "created_by": "me", "creation_time_unix": 1}
        return Reply(200, answer | {"version_id": one["latest_version_id"], "version_rules_num": len(rules)})

    @route("POST", f"{_SPEECH}/with-timestamps", "speech")
    def timed_speech(self, request: Request, voice_id: str) -> Reply:
        """Speech as base64 with the time of every character."""
        job, content, _ = self._spoken(request, voice_id)
        if request.meets(Fault.EMPTY):
            return Reply(200, {"audio_base64": "", "alignment": None, "normalized_alignment": None})
        spans = sounds.character_seconds(job.made[0]["text"])
        alignment = {
            "characters": [one[0] for one in spans],
            "character_start_times_seconds": [one[1] for one in spans],
            "character_end_times_seconds": [one[2] for one in spans],
        }
        body = {
            "audio_base64": base64.b64encode(content).decode(),
            "alignment": alignment,
            "normalized_alignment": alignment,
        }
        return Reply(200, body, self._headers(job))

    @route("POST", _SPEECH, "speech")
    @route("POST", f"{_SPEECH}/stream", "speech")
    def speech(self, request: Request, voice_id: str) -> Reply:
        """Speech as bytes."""
        job, content, media_type = self._spoken(request, voice_id)
        return Reply(200, content, self._headers(job) | {"Content-Type": media_type})

    @route("POST", "/v1/sound-generation", "sound")
    def sound(self, request: Request) -> Reply:
        """An effect of 0.5 to 30 s."""
        body = request.json
        seconds = float(body.get("duration_seconds") or 4.0)
        self._sold(body, _SOUND_MODELS)
        if len(str(body.get("text"))) > 450 or not 0 <= body.get("prompt_influence", 0.3) <= 1:
            raise self._refuses("text has up to 450 characters, prompt_influence is 0 to 1", "invalid_input")
        if not body.get("text") or not 0.5 <= seconds <= 30:
            raise Answered(
                self.error(
                    422,
                    f"text is needed; duration_seconds was {seconds}, 0.5 to 30 are accepted",
                    "invalid_input",
                )
            )
        return self._made(
            request,
            {"kind": "sound", "text": body["text"], "seconds": seconds},
            Terms("sound", _USD_PER_SOUND, waits=True),
        )

    @route("POST", "/v1/music", "music")
    def music(self, request: Request) -> Reply:
        """Music of 3 to 600 s."""
        body = request.json
        plan = body.get("composition_plan")
        self._sold(body, _MUSIC_MODELS)
        if len(str(body.get("prompt"))) > 4100:
            raise self._refuses("prompt has up to 4100 characters", "invalid_input")
        if (body.get("prompt") is None) == (plan is None) or (body.get("seed") is not None and plan is None):
            raise Answered(
                self.error(
                    422,
                    "either prompt or composition_plan is needed; seed goes with a plan only",
                    "invalid_input",
                )
            )
        length = (
            body.get("music_length_ms")
            or sum(part.get("duration_ms", 0) for part in (plan or {}).get("sections", []))
            or 30_000
        )
        if not 3000 <= length <= 600_000:
            raise Answered(
                self.error(422, f"music_length_ms was {length}, 3000 to 600000 are accepted", "invalid_input")
            )
        text = body.get("prompt") or str(plan)
        return self._made(
            request,
            {"kind": "music", "text": text, "seconds": length / 1000},
            Terms("music", _USD_PER_MINUTE * length / 60_000, waits=True),
        )

    @route("GET", "/v1/history", "history")
    def history(self, request: Request) -> Reply:
        """What was spoken, newest first."""
        spoken = [
            job
            for job in reversed(self.studio.jobs(self.name))
            if job.operation == "speech" and job.times_billed and not job.lost
        ]
        after, voice = request.query.get("start_after_history_item_id"), request.query.get("voice_id")
        if after:
            ids = [job.id for job in spoken]
            spoken = spoken[ids.index(after) + 1 :] if after in ids else []
        spoken = [job for job in spoken if voice in (None, job.made[0]["voice"])]
        size = int(request.query.get("page_size") or 100)
        page = [self._item(job) for job in spoken[:size]]
        return Reply(
            200,
            {
                "history": page,
                "last_history_item_id": page[-1]["history_item_id"] if page else None,
                "has_more": len(spoken) > size,
                "scanned_until": None,
            },
        )

    @route("GET", r"/v1/history/([\w-]+)", "history_item")
    def history_item(self, request: Request, item_id: str) -> Reply:
        """One thing that was spoken."""
        return Reply(200, self._item(self.found(request, item_id)))

    @route("GET", r"/v1/history/([\w-]+)/audio", "history_audio")
    def history_audio(self, request: Request, item_id: str) -> Reply:
        """Its sound."""
        job = self.found(request, item_id)
        content, media_type = self.rendered(job)
        self.studio.books.collected(job)
        return Reply(
            200,
            media.damaged(content, request.fault.kind if request.fault else ""),
            {"Content-Type": media_type},
        )

    @route("POST", "/v1/forced-alignment", "alignment")
    def alignment(self, request: Request) -> Reply:
        """The times of a text in a recording, stretched to the recording's length."""
        text = request.form.get("text", "")
        try:
            heard, seconds = sounds.listen(request.parts["file"][0])
        except (KeyError, ValueError) as error:
            raise Answered(self.error(422, f"file: {error}", "invalid_audio")) from error
        stretch = 1.0 if heard == text else seconds / max(0.1, sounds.speech_seconds(text))
        self.take_on(
            request,
            {"text": text, "file": request.parts["file"][0]},
            Terms("words", 0.0002 * seconds, waits=True),
        )
        characters = [
            {"text": one, "start": begins * stretch, "end": ends * stretch}
            for one, begins, ends in sounds.character_seconds(text)
        ]
        words = [
            {"text": word, "start": begins * stretch, "end": ends * stretch, "loss": 0.05}
            for word, _, begins, ends in sounds.word_seconds(text)
        ]
        return Reply(200, {"characters": characters, "words": words, "loss": 0.05})

    @route("GET", "/v1/user/subscription", "subscription")
    def subscription(self, request: Request) -> Reply:
        """The plan and what is left of it."""
        used = sum(
            len(job.made[0]["text"])
            for job in self.studio.jobs(self.name)
            if job.operation == "speech" and job.made
        )
        body = {
            "tier": "creator",
            "character_count": used,
            "character_limit": 100_000,
            "max_credit_limit_extension": 0,
            "can_extend_character_limit": False,
        }
        body |= {
            "allowed_to_extend_character_limit": False,
            "voice_slots_used": 0,
            "professional_voice_slots_used": 0,
            "voice_limit": 30,
            "voice_add_edit_counter": 0,
        }
        body |= {
            "professional_voice_slots_used_in_workspace": 0,
            "professional_voice_limit": 1,
            "can_extend_voice_limit": False,
            "can_use_instant_voice_cloning": True,
        }
        body |= {
            "can_use_professional_voice_cloning": True,
            "current_overage": {"amount": "0", "currency": "usd"},
            "status": "active",
            "open_invoices": [],
            "has_open_invoices": False,
        }
        return Reply(200, body)

    def _spoken(self, request: Request, voice_id: str) -> tuple[Job, bytes, str]:
        self._known(voice_id)
        body = request.json
        text = body.get("text") or ""
        if not text.strip():
            raise Answered(self.error(422, "text: field required", "invalid_input"))
        self._takes(body, text)
        made = {
            "kind": "speech",
            "text": text,
            "voice": voice_id,
            "format": request.query.get("output_format", "mp3_44100_128"),
        }
        usd = len(text) * _USD_PER_CHARACTER[body.get("model_id") or "eleven_multilingual_v2"]
        job = self._taken(
            request,
            {**body, "voice_id": voice_id, "output_format": made["format"]},
            made,
            Terms("speech", usd, waits=True),
        )
        content, media_type = self.rendered(job)
        self.studio.books.collected(job)
        return job, content, media_type

    def _takes(self, body: dict[str, Any], text: str) -> None:
        """Refuse what the model does not take, in the service's words for it."""
        model = body.get("model_id") or "eleven_multilingual_v2"
        longest = _LONGEST.get(model, 0)
        if not longest:
            raise Answered(self.error(400, f"A model with ID {model} does not exist", "unknown_model"))
        if len(text) > longest:
            raise self._refuses(f"text has {len(text)} characters; {longest} are accepted", "max_character")
        settings = body.get("voice_settings") or {}
        stability, speed = settings.get("stability", 0.5), settings.get("speed", 1.0)
        if not 0 <= stability <= 1 or (model == "eleven_v3" and stability not in (0, 0.5, 1)):
            raise self._refuses("Invalid TTD stability value. Must be one of [0.0, 0.5, 1.0]", "invalid_ttd")
        if not 0.7 <= speed <= 1.2 or not 0 <= settings.get("similarity_boost", 0.5) <= 1:
            raise self._refuses("voice_settings: out of range", "invalid_voice_settings")
        if model == "eleven_v3" and (body.get("previous_text") or body.get("next_text")):
            raise self._refuses("previous_text and next_text are not supported by eleven_v3", "unsupported")
        self._obeys(body.get("pronunciation_dictionary_locators") or [], model)
        if not 0 <= (body.get("seed") or 0) < 2**32:
            raise self._refuses("seed must be between 0 and 4294967295", "invalid_seed")
        if model == "eleven_multilingual_v2" and body.get("language_code"):
            raise self._refuses("language_code is not supported by this model", "unsupported_language")

    def _obeys(self, locators: list[dict[str, str]], model: str) -> None:
        """Refuse a dictionary that is not there, and phoneme rules that the model would skip in silence."""
        if len(locators) > 3:
            raise self._refuses("up to 3 pronunciation dictionaries are accepted", "invalid_locators")
        for locator in locators:
            found = self.dictionaries.get(locator["pronunciation_dictionary_id"])
            if found is None or locator.get("version_id") not in (None, found["latest_version_id"]):
                raise Answered(
                    self.error(404, "The dictionary was not found.", "pronunciation_dictionary_not_found")
                )
            if model != "eleven_flash_v2" and any(rule["type"] == "phoneme" for rule in found["rules"]):
                raise self._refuses(f"{model} skips phoneme rules in silence", "unsupported")

    def _sold(self, body: dict[str, Any], models: tuple[str, ...]) -> None:
        if body.get("model_id") not in (None, *models):
            raise Answered(self.error(400, f"model_id: accepted are {models}", "unknown_model"))

    def _refuses(self, message: str, word: str) -> Answered:
        return Answered(self.error(400, message, word))

    def _made(self, request: Request, made: dict[str, Any], terms: Terms) -> Reply:
        made = {**made, "format": request.query.get("output_format", "mp3_44100_128")}
        job = self._taken(request, {**request.json, "output_format": made["format"]}, made, terms)
        content, media_type = self.rendered(job)
        self.studio.books.collected(job)
        return Reply(200, content, {"Content-Type": media_type} | self._headers(job))

    def _taken(self, request: Request, asked: Any, made: dict[str, Any], terms: Terms) -> Job:
        if request.meets(Fault.REFUSED):
            if made["kind"] == "music":
                body = {
                    "status": "bad_prompt",
                    "message": "The prompt names an artist or a work.",
                    "data": {"prompt_suggestion": "a calm piano piece"},
                }
                raise Answered(Reply(400, {"detail": body}))
            raise Answered(
                self.error(400, "The text may violate our Terms of Service and has been blocked.", "refused")
            )
        job = self.take_on(request, asked, terms, [made])
        if job.failure:
            raise Answered(self.error(500, "The generation failed."))
        return job

    def _headers(self, job: Job) -> dict[str, str]:
        flying = sum(one.in_flight for one in self.studio.jobs(self.name))
        return {
            "request-id": job.id,
            "history-item-id": job.id,
            "character-cost": str(len(job.made[0]["text"])),
            "current-concurrent-requests": str(flying + 1),
        }

    def _known(self, voice_id: str) -> None:
        if voice_id not in (*VOICES, UNLISTED):
            raise Answered(
                self.error(404, f"A voice with the voice_id {voice_id} was not found.", "voice_not_found")
            )

    def _voice(self, voice_id: str) -> dict[str, Any]:
        return {
            "voice_id": voice_id,
            "category": "premade",
            "description": "",
            "preview_url": None,
            **VOICES.get(voice_id, {"name": "Clone", "labels": {}}),
        }

    def _item(self, job: Job) -> dict[str, Any]:
        made = job.made[0]
        item = {
            "history_item_id": job.id,
            "request_id": job.id,
            "voice_id": made["voice"],
            "model_id": job.asked.get("model_id"),
            "text": made["text"],
            "state": "created",
        }
        item |= {
            "voice_name": VOICES[made["voice"]]["name"],
            "voice_category": "premade",
            "date_unix": int(job.accepted_at),
            "character_count_change_from": 0,
        }
        return item | {
            "character_count_change_to": len(made["text"]),
            "content_type": "audio/mpeg",
            "source": "TTS",
            "settings": job.asked.get("voice_settings"),
        }


def _is_rule(rule: dict[str, Any]) -> bool:
    if not rule.get("string_to_replace"):
        return False
    if rule.get("type") == "phoneme":
        return bool(rule.get("phoneme")) and rule.get("alphabet") in ("ipa", "cmu-arpabet")
    return rule.get("type") == "alias" and bool(rule.get("alias"))
