"""Google Translate's speech as gtts uses it: free, without a key, at most 100 characters a request."""

from __future__ import annotations

import base64
import json
from typing import ClassVar
from urllib.parse import parse_qs

from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms


class GoogleTranslate(Service):
    """The page's own call; give its address to gtts in the place of `gtts.tts._translate_url`."""

    name: ClassVar[str] = "gtts"
    open_operations: ClassVar[frozenset[str]] = frozenset({"speech"})

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """A page, as for a person."""
        return Reply(
            status,
            f"<html><title>Error {status}</title>{message}</html>".encode(),
            {"Content-Type": "text/html"},
        )

    @route("POST", "/_/TranslateWebserverUi/data/batchexecute", "speech")
    def speech(self, request: Request) -> Reply:
        """MP3 in base64, wrapped as the page wraps it."""
        try:
            rpc = json.loads(parse_qs(request.body.decode())["f.req"][0])[0][0]
            text, language, *_ = json.loads(rpc[1])
        except (KeyError, ValueError, IndexError) as error:
            raise Answered(self.error(400, f"unreadable request: {error!r}")) from error
        if len(text) > 100:
            raise Answered(self.error(400, "text is longer than 100 characters"))
        job = self.take_on(
            request,
            {"text": text, "language": language},
            Terms("speech", 0.0, waits=True),
            [{"kind": "speech", "text": text, "voice": language, "format": "mp3_24000", "bare": True}],
        )
        content = self.rendered(job)[0]
        self.studio.books.collected(job)
        inner = (
            "null"
            if request.meets(Fault.EMPTY) or request.meets(Fault.REFUSED)
            else json.dumps([base64.b64encode(content).decode()])
        )
        body = (
            ")]}'\n\n"
            + json.dumps(
                [["wrb.fr", rpc[0], inner, None, None, None, "generic"], ["di", 30]], separators=(",", ":")
            )
            + "\n"
        )
        return Reply(200, body.encode(), {"Content-Type": "application/json; charset=utf-8"})
