"""fal's queue, storage and the applications we use, as fal-client speaks to them.

An application is known by words in its id.
"""

from __future__ import annotations

import io
import itertools
import zipfile
from typing import Any, ClassVar

from tests.fakes import media
from tests.fakes.books import Job
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
_USD_PER_SECOND = {"540p": 0.02, "720p": 0.03, "1080p": 0.04, "1440p": 0.08, "2160p": 0.16}
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
        return Reply(200, self.studio.shelf(name), {"Content-Type": "application/octet-stream"})

    @route("POST", r"/([\w./-]+)", "submit")
    def submit(self, request: Request, app: str) -> Reply:
        """Puts a request in an application's queue."""
        if "no-such" in app:
            raise Answered(self.error(404, f"Application {app!r} not found", "unknown_model"))
        fetched: dict[str, bytes] = {}
        take = self._training if "train" in app else self._clip if "video" in app else self._images
        made, terms = take(request.json, fetched)
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

    def _images(self, body: dict[str, Any], fetched: dict[str, bytes]) -> tuple[list[dict[str, Any]], Terms]:
        prompt = self._prompt(body)
        size = body.get("image_size") or "landscape_4_3"
        if isinstance(size, str) and size not in _SIZES:
            raise Answered(
                self.error(422, f"image_size {size!r} is not one of {sorted(_SIZES)} or a width and a height")
            )
        width, height = _SIZES[size] if isinstance(size, str) else (int(size["width"]), int(size["height"]))
        for link in [body["image_url"]] if body.get("image_url") else body.get("image_urls") or []:
            self._picture(link, fetched)
        made = {
            "kind": "image",
            "width": width,
            "height": height,
            "format": body.get("output_format") or "jpeg",
            "prompt": prompt,
            "place": self._place(body, fetched),
            "seed": int(body.get("seed") or 0),
        }
        count = int(body.get("num_images") or 1)
        return [{**made, "index": index} for index in range(count)], Terms(
            "image", round(0.035 * count * max(1.0, width * height / 1e6), 4)
        )

    def _place(self, body: dict[str, Any], fetched: dict[str, bytes]) -> str:
        words = []
        for lora in body.get("loras") or []:
            fetched[lora["path"]] = self.fetch(lora["path"])
            try:
                words.append(media.trigger_of(fetched[lora["path"]]))
            except ValueError as error:
                raise Answered(self.error(422, f"Could not load the LoRA: {error}", "input")) from error
        return next((word for word in words if word), "")

    def _clip(self, body: dict[str, Any], fetched: dict[str, bytes]) -> tuple[list[dict[str, Any]], Terms]:
        resolution, fps, seconds = (
            body.get("resolution") or "1080p",
            int(body.get("fps") or 25),
            float(str(body.get("duration") or 6).rstrip("s")),
        )
        if (
            resolution not in _USD_PER_SECOND
            or not 1 <= seconds <= 20
            or (seconds > 10 and (fps != 25 or resolution != "1080p"))
        ):
            raise Answered(
                self.error(
                    422,
                    f"{seconds:g} s at {fps} fps and {resolution} cannot be had; 1 to 20 s can, above 10 s"
                    " only at 25 fps and 1080p",
                )
            )
        aspect = body.get("aspect_ratio") or "16:9"
        width, height = picture_size("16:9" if aspect == "auto" else aspect, resolution)
        made = {
            "kind": "clip",
            "width": width,
            "height": height,
            "fps": fps,
            "frames": round(seconds * fps),
            "prompt": self._prompt(body, most=5000),
        }
        for name, field in (("start", "image_url"), ("end", "end_image_url")):
            made[name] = self._picture(body[field], fetched) if body.get(field) else None
        return [made], Terms("video", round(_USD_PER_SECOND[resolution] * seconds, 4))

    def _training(
        self, body: dict[str, Any], fetched: dict[str, bytes]
    ) -> tuple[list[dict[str, Any]], Terms]:
        link = body.get("images_data_url") or body.get("image_data_url") or ""
        fetched[link] = self.fetch(link)
        try:
            with zipfile.ZipFile(io.BytesIO(fetched[link])) as archive:
                pictures = [
                    archive.read(name)
                    for name in archive.namelist()
                    if name.lower().endswith((".png", ".jpg", ".jpeg", ".webp"))
                ]
            for one in pictures:
                media.decode_picture(one)
        except (zipfile.BadZipFile, ValueError) as error:
            raise Answered(self.error(422, f"images_data_url: {error}", "input")) from error
        if len(pictures) < 4:
            raise Answered(
                self.error(422, f"images_data_url holds {len(pictures)} pictures; at least 4 are needed")
            )
        steps = int(body.get("steps") or 1000)
        word = body.get("trigger_word") or body.get("default_caption") or ""
        lora = {"kind": "lora", "trigger": word, "steps": steps, "training": next(_TRAININGS)}
        config = {
            "kind": "document",
            "content": {"trigger_word": word, "steps": steps, "is_style": bool(body.get("is_style"))},
        }
        return [lora, config], Terms("training", round(2.0 * steps / 1000, 4))

    def _prompt(self, body: dict[str, Any], most: int = 1_000_000) -> str:
        if not 1 <= len(body.get("prompt") or "") <= most:
            raise Answered(self.error(422, f"prompt: 1 to {most} characters are required"))
        return body["prompt"]

    def _picture(self, link: str, fetched: dict[str, bytes]) -> str:
        fetched[link] = self.fetch(link)
        return self.shelve_picture(fetched[link])

    def _kept(self, content: bytes) -> str:
        return f"{self.base}/uploaded/{self.studio.shelve(content)}"
