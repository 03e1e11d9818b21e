"""Luma's older Dream Machine API as the `lumaai` SDK speaks it.

Pictures come by link only, and the service fetches them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from tests.fakes import media
from tests.fakes.books import Job
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms, picture_size

_STATES = {
    "queued": "queued",
    "running": "dreaming",
    "completed": "completed",
    "failed": "failed",
    "cancelled": "failed",
}
_USD = {"540p": (0.40, 0.72), "720p": (0.71, 1.27), "1080p": (1.59, 2.87), "4k": (6.37, 11.47)}
_ASPECTS = ("1:1", "16:9", "9:16", "4:3", "3:4", "21:9", "9:21")
_ROOT = "/dream-machine/v1"


class LumaAI(Service):
    """`/dream-machine/v1/generations` and what hangs below it."""

    name: ClassVar[str] = "lumaai"

    @route("POST", f"{_ROOT}/generations/video", "create")
    @route("POST", f"{_ROOT}/generations", "create")
    def video(self, request: Request) -> Reply:
        """Takes a clip on."""
        body = request.json
        resolution, duration = body.get("resolution") or "720p", body.get("duration") or "5s"
        if body.get("model") not in ("ray-2", "ray-flash-2"):
            raise Answered(
                self.error(
                    400, f"Model {body.get('model')!r} is not one of ray-2, ray-flash-2", "unknown_model"
                )
            )
        if resolution not in _USD or duration not in ("5s", "9s"):
            raise Answered(
                self.error(
                    400,
                    f"duration must be 5s or 9s, resolution one of {sorted(_USD)}; got {duration!r} and"
                    f" {resolution!r}",
                )
            )
        fetched: dict[str, bytes] = {}
        frames = body.get("keyframes") or {}
        self._require_prompt(body, needed=not frames)
        width, height = picture_size(self._aspect(body), resolution)
        made = {
            "kind": "clip",
            "width": width,
            "height": height,
            "fps": 24,
            "frames": 24 * int(duration[0]),
            "prompt": body.get("prompt") or "",
        }
        made |= {
            "start": self._frame(frames.get("frame0"), fetched),
            "end": self._frame(frames.get("frame1"), fetched, first=True),
        }
        usd = _USD[resolution][duration == "9s"] * (0.33 if body["model"] == "ray-flash-2" else 1)
        return self._accepted(request, Terms("video", usd), made, fetched)

    @route("POST", f"{_ROOT}/generations/image", "create")
    def image(self, request: Request) -> Reply:
        """Takes a picture on; with `sync` the answer is the finished one."""
        body = request.json
        if body.get("model") not in ("photon-1", "photon-flash-1"):
            raise Answered(
                self.error(
                    400,
                    f"Model {body.get('model')!r} is not one of photon-1, photon-flash-1",
                    "unknown_model",
                )
            )
        self._require_prompt(body, needed=True)
        fetched: dict[str, bytes] = {}
        if body.get("format", "jpg") not in ("jpg", "png"):
            raise Answered(self.error(400, "format must be jpg or png"))
        if len(body.get("image_ref") or []) > 4:
            raise Answered(self.error(400, "image_ref has at most 4 pictures"))
        identities = (body.get("character_ref") or {}).values()
        links = [one["url"] for name in ("image_ref", "style_ref") for one in body.get(name) or []] + [
            link for one in identities for link in one["images"]
        ]
        links += [body["modify_image_ref"]["url"]] if body.get("modify_image_ref") else []
        for link in links:
            self._picture(link, fetched)
        width, height = picture_size(self._aspect(body), 1280)
        form = "jpeg" if body.get("format", "jpg") == "jpg" else "png"
        made = {
            "kind": "image",
            "width": width,
            "height": height,
            "format": form,
            "prompt": body.get("prompt") or "",
        }
        terms = Terms("image", 0.015 if body["model"] == "photon-1" else 0.002, waits=bool(body.get("sync")))
        return self._accepted(request, terms, made, fetched)

    @route("GET", f"{_ROOT}/generations", "list")
    def listed(self, request: Request) -> Reply:
        """The generations, newest first."""
        limit, offset = int(request.query.get("limit") or 10), int(request.query.get("offset") or 0)
        jobs = [job for job in reversed(self.studio.jobs(self.name)) if not job.lost]
        page = [self.body(job) for job in jobs[offset : offset + limit]]
        return Reply(
            200,
            {
                "generations": page,
                "count": len(page),
                "limit": limit,
                "offset": offset,
                "has_more": len(jobs) > offset + limit,
            },
        )

    @route("GET", f"{_ROOT}/generations/concepts/list", "concepts")
    def concepts(self, request: Request) -> Reply:
        """The camera moves a prompt may name."""
        return Reply(200, ["dolly_in", "dolly_out", "pan_left", "pan_right", "static"])

    @route("GET", f"{_ROOT}/generations/([\\w-]+)", "poll")
    def poll(self, request: Request, job_id: str) -> Reply:
        """How a generation stands, with a fresh link when it is done."""
        return Reply(200, self.body(self.found(request, job_id)))

    @route("DELETE", f"{_ROOT}/generations/([\\w-]+)", "delete")
    def delete(self, request: Request, job_id: str) -> Reply:
        """Forgets a generation; what was billed stays billed."""
        job = self.found(request, job_id)
        job.lost = True
        self.studio.books.note(job)
        return Reply(204)

    @route("GET", f"{_ROOT}/credits", "credits")
    def credits(self, request: Request) -> Reply:
        """What is left, in cents of a US dollar."""
        return Reply(
            200, {"credit_balance": 100_000.0 - 100 * self.studio.bill().by_provider.get(self.name, 0.0)}
        )

    @route("GET", f"{_ROOT}/ping", "ping")
    def ping(self, request: Request) -> Reply:
        """That the service is there."""
        return Reply(200, {"message": "pong"})

    def body(self, job: Job) -> dict[str, Any]:
        """The generation as the service tells it; `request` is what was asked, links and all."""
        state = _STATES.get(job.state, "queued")
        kind = job.made[0]["kind"]
        body: dict[str, Any] = {
            "id": job.id,
            "state": state,
            "model": job.asked.get("model"),
            "failure_reason": None,
            "assets": None,
        }
        body |= {
            "generation_type": "image" if kind == "image" else "video",
            "created_at": datetime.fromtimestamp(job.accepted_at, UTC).isoformat(),
        }
        body["request"] = {**job.answer, "generation_type": body["generation_type"]}
        if state == "failed":
            body["failure_reason"] = (
                "400: Content moderation: the prompt or an input was flagged."
                if job.failure == "refused"
                else "Internal error"
            )
        if state == "completed":
            body["assets"] = {"image": None, "video": None, "progress_video": None} | {
                "image" if kind == "image" else "video": self.link(job)
            }
        return body

    def _accepted(
        self, request: Request, terms: Terms, made: dict[str, Any], fetched: dict[str, bytes]
    ) -> Reply:
        job = self.take_on(request, request.json, terms, [made], fetched, answer=request.json)
        return Reply(201, self.body(job))

    def _aspect(self, body: dict[str, Any]) -> str:
        aspect = body.get("aspect_ratio") or "16:9"
        if aspect not in _ASPECTS:
            raise Answered(self.error(400, f"aspect_ratio must be one of {_ASPECTS}; got {aspect!r}"))
        return aspect

    def _require_prompt(self, body: dict[str, Any], *, needed: bool) -> None:
        length = len(body.get("prompt") or "")
        if (needed or length) and not 3 <= length <= 5000:
            raise Answered(self.error(400, "Prompt must be between 3 and 5000 characters"))

    def _frame(
        self, frame: dict[str, Any] | None, fetched: dict[str, bytes], first: bool = False
    ) -> str | None:
        if frame is None:
            return None
        if frame.get("type") == "generation":
            job = self.studio.books.find(str(frame.get("id")), self.name)
            if job is None or job.state != "completed":
                raise Answered(self.error(404, f"Generation {frame.get('id')} not found or not completed"))
            clip = self.rendered(job)[0]
            return self.studio.shelve(
                media.encode_picture(media.first_picture(clip) if first else media.last_picture(clip))
            )
        if frame.get("type") != "image" or not str(frame.get("url", "")).startswith("http"):
            raise Answered(
                self.error(
                    400,
                    "a keyframe is {type: image, url: http...} or {type: generation, id}; inline data is not"
                    " accepted",
                )
            )
        return self._picture(frame["url"], fetched)

    def _picture(self, url: str, fetched: dict[str, bytes]) -> str:
        if not url.startswith("http"):
            raise Answered(self.error(400, f"{url[:30]!r} is no link; inline data is not accepted"))
        fetched[url] = self.fetch(url)
        return self.shelve_picture(fetched[url])
