"""Google Cloud Storage on loopback for the official SDK: JSON API, uploads, signed downloads, tokens."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import google_crc32c

OBJECTS = re.compile(r"(?:/(?:upload|download))?/storage/v1/b/([^/]+)/o(?:/([^/]+))?")


@dataclass
class Kept:
    content: bytes
    media_type: str
    metadata: dict[str, str]
    generation: int
    made_at: float
    public: bool = False

    def resource(self, bucket: str, name: str) -> dict[str, Any]:
        at = datetime.fromtimestamp(self.made_at, UTC).isoformat().replace("+00:00", "Z")
        return {
            "kind": "storage#object",
            "bucket": bucket,
            "name": name,
            "generation": str(self.generation),
            "metageneration": "1",
            "size": str(len(self.content)),
            "contentType": self.media_type,
            "metadata": self.metadata,
            "timeCreated": at,
            "updated": at,
            "md5Hash": base64.b64encode(hashlib.md5(self.content).digest()).decode(),
            "crc32c": _crc32c(self.content),
        }


@dataclass
class GoogleStorage:
    """What is kept, and what shall go wrong.

    Preconditions and writes happen under one lock, as the real service promises.
    """

    buckets: dict[str, dict[str, Kept]] = field(default_factory=dict)
    uniform_access: bool = False
    """Refuses access lists, as buckets do that are made today."""
    swallow: int = 0
    """So many of the next uploads are done and then answered with 503."""
    refuse: int = 0
    """So many of the next requests are answered with 403."""
    requests: list[str] = field(default_factory=list)
    sessions: dict[str, tuple[str, dict[str, Any], dict[str, list[str]], bytearray]] = field(
        default_factory=dict
    )
    lock: threading.RLock = field(default_factory=threading.RLock)
    _server: ThreadingHTTPServer | None = None
    _generation: int = 1_700_000_000_000_000

    def __enter__(self) -> GoogleStorage:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Wire", (_Wire,), {"storage": self}))
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server
        return f"http://127.0.0.1:{self._server.server_port}"

    def write(
        self, bucket: str, described: dict[str, Any], query: dict[str, list[str]], content: bytes
    ) -> tuple[int, dict[str, Any]]:
        """One whole write, its preconditions held."""
        if bucket not in self.buckets:
            return 404, _error(404, "The specified bucket does not exist.")
        if "predefinedAcl" in query and self.uniform_access:
            return 400, _error(
                400, "Cannot insert legacy ACL for an object when uniform bucket-level access is enabled."
            )
        name = described.get("name") or query["name"][0]
        with self.lock:
            before = self.buckets[bucket].get(name)
            wanted = query.get("ifGenerationMatch")
            if wanted and int(wanted[0]) != (before.generation if before else 0):
                return 412, _error(412, "At least one of the pre-conditions you specified did not hold.")
            self._generation += 1
            kept = Kept(
                content,
                described.get("contentType", "application/octet-stream"),
                described.get("metadata") or {},
                self._generation,
                time.time(),
            )
            kept.public = query.get("predefinedAcl") == ["publicRead"]
            self.buckets[bucket][name] = kept
            if self.swallow:
                self.swallow -= 1
                return 503, _error(503, "Backend Error")
        return 200, kept.resource(bucket, name)


class _Wire(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: two would wait for each other
    storage: GoogleStorage

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if not self._begun():
            return
        bucket, name, query = self._asked()
        if bucket is None:
            self._signed_download()
        elif bucket not in self.storage.buckets:
            self._answer(404, _error(404, "The specified bucket does not exist."))
        elif name is None:
            self._list(bucket, query)
        elif (kept := self.storage.buckets[bucket].get(name)) is None:
            self._answer(404, _error(404, f"No such object: {bucket}/{name}"))
        elif query.get("alt") == ["media"]:
            self._content(kept)
        else:
            self._answer(200, kept.resource(bucket, name))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._begun():
            return
        if self.path == "/token":
            self._answer(200, {"access_token": "token", "expires_in": 3600, "token_type": "Bearer"})
            return
        bucket, _, query = self._asked()
        assert bucket is not None
        if query["uploadType"] == ["resumable"]:
            session = f"{len(self.storage.sessions) + 1}"
            self.storage.sessions[session] = (bucket, json.loads(body), query, bytearray())
            self._answer(200, {}, {"Location": f"{self.storage.url}/session/{session}"})
            return
        boundary = re.search(r"boundary=\"?([^\";]+)", self.headers["Content-Type"])
        assert boundary
        parts = body.split(b"--" + boundary[1].encode().strip(b"'"))
        described, content = (part.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n") for part in parts[1:3])
        media = re.search(rb"content-type: *([^\r\n]+)", parts[2], re.IGNORECASE)
        metadata = json.loads(described)
        metadata.setdefault("contentType", media[1].decode() if media else "")
        self._answer(*self.storage.write(bucket, metadata, query, content))

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._begun():
            return
        bucket, described, query, sent = self.storage.sessions[self.path.rsplit("/", 1)[1]]
        sent += body
        total = self.headers["Content-Range"].rsplit("/", 1)[1]
        if total == "*" or len(sent) < int(total):
            self._answer(308, {}, {"Range": f"bytes=0-{len(sent) - 1}"})
        else:
            self._answer(*self.storage.write(bucket, described, query, bytes(sent)))

    def do_DELETE(self) -> None:
        if not self._begun():
            return
        bucket, name, _ = self._asked()
        with self.storage.lock:
            gone = self.storage.buckets.get(bucket or "", {}).pop(name or "", None)
        self._answer(204 if gone else 404, None if gone else _error(404, f"No such object: {bucket}/{name}"))

    def _begun(self) -> bool:
        self.storage.requests.append(f"{self.command} {self.path}")
        if self.storage.refuse:
            self.storage.refuse -= 1
            self._answer(403, _error(403, "account does not have storage.objects.get access"))
            return False
        return True

    def _asked(self) -> tuple[str | None, str | None, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        found = OBJECTS.fullmatch(parts.path)
        return (
            (found[1], unquote(found[2]) if found[2] else None, parse_qs(parts.query))
            if found
            else (None, None, parse_qs(parts.query))
        )

    def _list(self, bucket: str, query: dict[str, list[str]]) -> None:
        prefix, size, after = (
            query.get("prefix", [""])[0],
            int(query.get("maxResults", ["1000"])[0]),
            query.get("pageToken", [""])[0],
        )
        with self.storage.lock:
            names = sorted(
                name for name in self.storage.buckets[bucket] if name.startswith(prefix) and name > after
            )
            page = [self.storage.buckets[bucket][name].resource(bucket, name) for name in names[:size]]
        self._answer(200, {"items": page} | ({"nextPageToken": names[size - 1]} if len(names) > size else {}))

    def _signed_download(self) -> None:
        """/bucket/name, with a signature that has not ended, or of a public object.

        The signature itself is not checked.
        """
        parts = urlsplit(self.path)
        bucket, _, name = unquote(parts.path).lstrip("/").partition("/")
        kept, query = self.storage.buckets.get(bucket, {}).get(name), parse_qs(parts.query)
        if kept is None:
            self._answer(404, _error(404, "NoSuchKey"))
        elif "X-Goog-Signature" in query:
            began = (
                datetime.strptime(query["X-Goog-Date"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
            )
            ended = time.time() > began + int(query["X-Goog-Expires"][0])
            self._answer(400, _error(400, "ExpiredToken")) if ended else self._content(kept)
        elif kept.public:
            self._content(kept)
        else:
            self._answer(403, _error(403, "AccessDenied"))

    def _content(self, kept: Kept) -> None:
        self._answer(
            200,
            kept.content,
            {
                "Content-Type": kept.media_type,
                "X-Goog-Hash": f"crc32c={_crc32c(kept.content)}",
                "X-Goog-Generation": str(kept.generation),
            },
        )

    def _answer(self, status: int, content: Any, headers: dict[str, str] | None = None) -> None:
        body = (
            content
            if isinstance(content, bytes)
            else b""
            if content is None
            else json.dumps(content).encode()
        )
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json"} | (headers or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def _error(status: int, message: str) -> dict[str, Any]:
    return {"error": {"code": status, "message": message, "errors": [{"message": message}]}}


def _crc32c(content: bytes) -> str:
    return base64.b64encode(google_crc32c.Checksum(content).digest()).decode()
