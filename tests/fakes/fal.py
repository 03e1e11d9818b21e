"""fal's queue, storage and the applications we use, as fal-client speaks to them."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from typing import Any, ClassVar

from tests.fakes import media
from tests.fakes.books import Job
from tests.fakes.fal_apps import APPS, App
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms, picture_size

_SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
_USD_PER_SECOND = {"540p": 0.02, "1080p": 0.06, "1440p": 0.12, "2160p": 0.24}
_USD_FAST = {"540p": 0.02, "1080p": 0.04, "1440p": 0.08, "2160p": 0.16}
"""540p is none of LTX's sizes: with it a test's clip takes a moment only."""
_LENGTHS = (6, 8, 10, 12, 14, 16, 18, 20)
_RATES = (24, 25, 48, 50)
_JOB = r"/([\w.-]+/[\w.-]+)/requests/([\w-]+)"
_TOKEN = "fake-upload-token"


_TRAININGS = itertools.count(1)
"""No two trainings give the same weights."""


class Fal(Service):
    """One address for the queue, the REST calls and the storage; the key comes as `Key ...`."""

    name: ClassVar[str] = "fal"
    open_operations: ClassVar[frozenset[str]] = frozenset(
        {"download", "head", "upload", "put_file", "uploaded"}
    )

    def sent_key(self, request: Request) -> str:
        """The key after the word Key."""
        return request.headers.get("authorization", "").removeprefix("Key ")

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """The service's `detail`, a list for what is wrong in the input."""
        kinds = {"refused": "content_policy_violation", "input": "file_download_error"}
        if status == 422 or reason in kinds:
            return Reply(
                422, {"detail": [{"loc": ["body"], "msg": message, "type": kinds.get(reason, "value_error")}]}
            )
        if reason == "quota":
            return Reply(403, {"detail": "User is locked. Reason: Exhausted balance."})
        return Reply(
            status, {"detail": message}, {"x-fal-error-type": "internal_error"} if status >= 500 else {}
        )

    @route("GET", f"{_JOB}/status", "status")
    def status(self, request: Request, app: str, job_id: str) -> Reply:
        """The job's position in the queue. A failed one is COMPLETED, with its error."""
        job = self.found(request, job_id)
        links = self._links(job)
        if job.state == "queued":
            return Reply(202, {"status": "IN_QUEUE", "queue_position": 0, **links})
        if job.state == "running":
            return Reply(202, {"status": "IN_PROGRESS", "logs": None, **links})
        body: dict[str, Any] = {
            "status": "COMPLETED",
            "logs": None,
            "metrics": {"inference_time": 1.0},
            **links,
        }
        if job.failure or job.cancelled:
            body |= {
                "error": "The request failed.",
                "error_type": (
                    "cancelled"
                    if job.cancelled
                    else "content_policy_violation"
                    if job.failure == "refused"
                    else "runner_error"
                ),
            }
        return Reply(200, body)

    @route("GET", _JOB, "result")
    def result(self, request: Request, app: str, job_id: str) -> Reply:
        """What the job made, or why it did not."""
        job = self.found(request, job_id)
        if job.state in ("queued", "running"):
            return Reply(400, {"detail": "Request is still in progress"})
        if job.failure == "refused":
            return self.error(
                422,
                "The content could not be processed because it was flagged by a content checker.",
                "refused",
            )
        if job.failure or job.cancelled:
            return self.error(500, "The request failed.")
        return Reply(200, {} if request.meets(Fault.EMPTY) else self._result(job))

    @route("PUT", f"{_JOB}/cancel", "cancel")
    def cancel(self, request: Request, app: str, job_id: str) -> Reply:
        """Stops a job that is not done."""
        job = self.found(request, job_id)
        if job.state not in ("queued", "running"):
            return Reply(400, {"status": "ALREADY_COMPLETED"})
        job.cancelled, job.billed_usd, job.times_billed = True, 0.0, 0
        self.studio.books.note(job)
        return Reply(202, {"status": "CANCELLATION_REQUESTED"})

    @route("POST", "/storage/auth/token", "token")
    def token(self, request: Request) -> Reply:
        """A token for the storage."""
        return Reply(
            200,
            {
                "token": _TOKEN,
                "token_type": "Bearer",
                "base_url": self.base,
                "expires_at": "2099-01-01T00:00:00+00:00",
            },
        )

    @route("POST", "/files/upload", "upload")
    def upload(self, request: Request) -> Reply:
        """Keeps a file and says where it is."""
        if request.headers.get("authorization") != f"Bearer {_TOKEN}":
            raise Answered(self.error(401, "Invalid upload token."))
        return Reply(200, {"access_url": self._kept(request.body)})

    @route("POST", "/storage/upload/initiate", "initiate")
    def initiate(self, request: Request) -> Reply:
        """Announces an upload by PUT."""
        name = self.studio.shelve(b"announced " + repr(request.json).encode())
        return Reply(
            200, {"upload_url": f"{self.base}/put/{name}", "file_url": f"{self.base}/uploaded/{name}"}
        )

    @route("PUT", r"/put/(\w+)", "put_file")
    def put_file(self, request: Request, name: str) -> Reply:
        """Takes the bytes of an announced upload."""
        self.studio.shelve_as(name, request.body)
        return Reply(200, b"")

    @route("GET", r"/uploaded/(\w+)", "uploaded")
    def uploaded(self, request: Request, name: str) -> Reply:
        """An uploaded file."""
        return Reply(200, self.studio.stored_content(name), {"Content-Type": "application/octet-stream"})

    @route("POST", r"/([\w./-]+)", "submit")
    def submit(self, request: Request, app: str) -> Reply:
        """Puts a request in an application's queue."""
        if app not in APPS:
            raise Answered(self.error(404, f"Application {app!r} not found", "unknown_model"))
        fetched: dict[str, bytes] = {}
        self._require_fields(request.json, APPS[app])
        take = {"training": self._training, "clip": self._clip, "images": self._images}[APPS[app].makes]
        made, terms = take(app, request.json, fetched)
        if (
            request.meets(Fault.REFUSED)
            and request.fault is not None
            and request.fault.quiet
            and "width" in made[0]
        ):
            made = [{**one, "black": True} for one in made]
            request.fault = None
        job = self.take_on(request, {**request.json, "application": app}, terms, made, fetched)
        return Reply(200, {"request_id": job.id, **self._links(job), "queue_position": 0})

    def body(self, job: Job) -> Any:
        """What a webhook hears."""
        return {
            "request_id": job.id,
            "gateway_request_id": job.id,
            "status": "ERROR" if job.failure else "OK",
            "payload": None if job.failure else self._result(job),
        }

    def _links(self, job: Job) -> dict[str, str]:
        base = f"{self.base}/{'/'.join(job.asked['application'].split('/')[:2])}/requests/{job.id}"
        return {
            "request_id": job.id,
            "response_url": base,
            "status_url": f"{base}/status",
            "cancel_url": f"{base}/cancel",
        }

    def _result(self, job: Job) -> dict[str, Any]:
        files = [
            {
                "url": self.link(job, index),
                "content_type": "application/octet-stream",
                "file_name": f"{index}",
                "file_size": None,
            }
            for index in range(len(job.made))
        ]
        first = job.made[0]
        if first["kind"] == "lora":
            return {"diffusers_lora_file": files[0], "config_file": files[1]}
        if first["kind"] == "clip":
            seconds = first["frames"] / first["fps"]
            shape = {
                "width": first["width"],
                "height": first["height"],
                "fps": first["fps"],
                "num_frames": first["frames"],
                "duration": seconds,
            }
            return {
                "video": {**files[0], "content_type": "video/mp4", **shape},
                "seed": job.asked.get("seed", 1),
            }
        images = [
            {
                "url": file["url"],
                "width": made["width"],
                "height": made["height"],
                "content_type": f"image/{made['format']}",
            }
            for file, made in zip(files, job.made, strict=True)
        ]
        return {
            "images": images,
            "timings": {"inference": 1.0},
            "seed": job.asked.get("seed", 1),
            "has_nsfw_concepts": [bool(one.get("black")) for one in job.made],
            "prompt": first["prompt"],
        }

    def _require_fields(self, body: dict[str, Any], app: App) -> None:
        """Refuse fields that it lacks, which fal itself drops in silence, and values out of range."""
        unknown = sorted(body.keys() - app.fields)
        if unknown:
            raise Answered(self.error(422, f"{', '.join(unknown)}: unknown here"))
        for name, (least, most) in app.ranges.items():
            if body.get(name) is not None and not least <= body[name] <= most:
                raise Answered(self.error(422, f"{name}: {least:g} to {most:g} is accepted"))

    def _images(
        self, name: str, body: dict[str, Any], fetched: dict[str, bytes]
    ) -> tuple[list[dict[str, Any]], Terms]:
        app, prompt = APPS[name], self._prompt(body)
        width, height = self._size(body.get("image_size") or "landscape_4_3", app)
        shown = self._shown(body, app)
        for link in shown:
            self._picture(link, fetched)
        made = {
            "kind": "image",
            "width": width,
            "height": height,
            "format": body.get("output_format") or "jpeg",
            "prompt": prompt,
            "place": self._place(body, fetched, app),
            "seed": int(body.get("seed") or 0),
        }
        count = int(body.get("num_images") or 1)
        megapixels = count * -(-width * height // 1_000_000) + (len(shown) if "image_urls" in body else 0)
        return [{**made, "index": index} for index in range(count)], Terms(
            "image", round(app.usd * megapixels, 4)
        )

    def _size(self, size: Any, app: App) -> tuple[int, int]:
        if isinstance(size, str) and size in _SIZES:
            return _SIZES[size]
        sides = (0, 0) if isinstance(size, str) else (int(size["width"]), int(size["height"]))
        grid = 32 if app.family == "flux-2" else 16
        if not all(512 <= side <= 2048 and side % grid == 0 for side in sides):
            raise Answered(
                self.error(422, f"image_size: one of {sorted(_SIZES)}, or sides of 512 to 2048, times {grid}")
            )
        return sides

    def _shown(self, body: dict[str, Any], app: App) -> list[str]:
        """The pictures that an application draws from."""
        needed = app.fields & {"image_url", "image_urls"}
        shown = [body["image_url"]] if body.get("image_url") else list(body.get("image_urls") or [])
        if needed and not 1 <= len(shown) <= 3:
            raise Answered(self.error(422, f"{needed.pop()}: 1 to 3 pictures are required"))
        return shown

    def _place(self, body: dict[str, Any], fetched: dict[str, bytes], app: App) -> str:
        loras, words = body.get("loras") or [], []
        if app.family == "flux-2" and len(loras) > 3:
            raise Answered(self.error(422, f"loras: at most 3, not {len(loras)}"))
        for lora in loras:
            fetched[lora["path"]] = self.fetch(lora["path"])
            try:
                words.append(media.trigger_of(fetched[lora["path"]]))
            except ValueError as error:
                raise Answered(self.error(422, f"Could not load the LoRA: {error}", "input")) from error
            if media.family_of(fetched[lora["path"]]) not in ("", app.family):
                raise Answered(self.error(422, "Could not load the LoRA: keys do not match", "input"))
        return next((word for word in words if word), "")

    def _clip(
        self, name: str, body: dict[str, Any], fetched: dict[str, bytes]
    ) -> tuple[list[dict[str, Any]], Terms]:
        resolution, fps = body.get("resolution") or "1080p", int(body.get("fps") or 25)
        seconds = int(body.get("duration") or 6)
        if resolution not in _USD_PER_SECOND or seconds not in _LENGTHS or fps not in _RATES:
            raise Answered(
                self.error(
                    422,
                    f"resolution: one of {sorted(_USD_PER_SECOND)}; duration: one of {_LENGTHS}; fps: one of"
                    f" {_RATES}",
                )
            )
        if seconds > 10 and not (fps == 25 and resolution == "1080p" and name.endswith("/fast")):
            raise Answered(self.error(422, "duration: above 10 only fast, at 25 fps and 1080p"))
        aspect = body.get("aspect_ratio") or "16:9"
        if aspect not in ("auto", "16:9", "9:16") or not body.get("image_url"):
            raise Answered(self.error(422, "aspect_ratio: auto, 16:9 or 9:16; image_url: field required"))
        width, height = picture_size("16:9" if aspect == "auto" else aspect, resolution)
        made = {
            "kind": "clip",
            "width": width,
            "height": height,
            "fps": fps,
            "frames": 8 * -(-seconds * fps // 8) + 1,
            "prompt": self._prompt(body, most=5000),
        }
        for end, given in (("start", "image_url"), ("end", "end_image_url")):
            made[end] = self._picture(body[given], fetched) if body.get(given) else None
        usd = _USD_FAST if name.endswith("/fast") else _USD_PER_SECOND
        return [made], Terms("video", round(usd[resolution] * seconds, 4))

    def _training(
        self, name: str, body: dict[str, Any], fetched: dict[str, bytes]
    ) -> tuple[list[dict[str, Any]], Terms]:
        app = APPS[name]
        data = "images_data_url" if app.family == "flux-1" else "image_data_url"
        if not body.get(data):
            raise Answered(self.error(422, f"{data}: field required"))
        pictures = self._packed(body[data], data, fetched)
        if len(pictures) < 4:
            raise Answered(self.error(422, f"{data} holds {len(pictures)} pictures; at least 4 are needed"))
        steps = int(body.get("steps") or 1000)
        said = re.match(r"\w*", body.get("trigger_word") or body.get("default_caption") or "")
        word = said[0] if said else ""
        lora = {
            "kind": "lora",
            "trigger": word,
            "steps": steps,
            "training": next(_TRAININGS),
            "family": app.family,
        }
        config = {
            "kind": "document",
            "content": {"trigger_word": word, "steps": steps, "is_style": bool(body.get("is_style"))},
        }
        return [lora, config], Terms("training", round(app.usd * steps, 4))

    def _packed(self, link: str, name: str, fetched: dict[str, bytes]) -> list[bytes]:
        """The pictures in a zip."""
        fetched[link] = self.fetch(link)
        try:
            with zipfile.ZipFile(io.BytesIO(fetched[link])) as archive:
                pictures = [
                    archive.read(inside)
                    for inside in archive.namelist()
                    if inside.lower().endswith((".png", ".jpg", ".jpeg", ".webp"))
                ]
            for one in pictures:
                media.decode_picture(one)
        except (zipfile.BadZipFile, ValueError) as error:
            raise Answered(self.error(422, f"{name}: {error}", "input")) from error
        return pictures

    def _prompt(self, body: dict[str, Any], most: int = 1_000_000) -> str:
        if not 1 <= len(body.get("prompt") or "") <= most:
            raise Answered(self.error(422, f"prompt: 1 to {most} characters are required"))
        return body["prompt"]

    def _picture(self, link: str, fetched: dict[str, bytes]) -> str:
        fetched[link] = self.fetch(link)
        return self.shelve_picture(fetched[link])

    def _kept(self, content: bytes) -> str:
        return f"{self.base}/uploaded/{self.studio.shelve(content)}"
