"""A small OpenAI-compatible HTTP server that does on demand what real ones do on bad days."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server does with one request for a completion."""

    pieces: Sequence[str] = ("Yes [1].",)
    """Content, one streamed chunk per piece; joined when the client did not ask for a stream."""
    status: int = 200
    message: str = ""
    """The endpoint's own words, when `status` is an error."""
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """Sent in place of a completion, with `content_type`."""
    content_type: str = "text/html"
    break_after: int | None = None
    """Cut the connection after so many pieces."""
    without_end: bool = False
    """Close the stream properly, but with neither finish_reason nor [DONE]."""
    delay: float = 0.0
    """Seconds before the first byte."""
    pause: float = 0.0
    """Seconds before each piece of a stream."""


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a client has hung up, as those that time out do."""


class ScriptedServer:
    """Serves `replies` in turn, the last one for ever; keeps what it was asked in `requests`."""

    def __init__(self, *replies: Reply, models: Sequence[str] = ("scripted",)) -> None:
        self.replies = list(replies) or [Reply()]
        self.models = list(models)
        self.requests: list[dict[str, Any]] = []
        self.authorizations: list[str] = []
        self._lock = threading.Lock()
        self._server = QuietServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def next_reply(self, request: dict[str, Any], authorization: str) -> Reply:
        with self._lock:
            self.requests.append(request)
            self.authorizations.append(authorization)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def __enter__(self) -> ScriptedServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Stay quiet: the tests read stderr."""

        def do_GET(self) -> None:
            listed = [{"id": name, "object": "model"} for name in server.models]
            self._send(200, json.dumps({"object": "list", "data": listed}).encode(), "application/json", {})

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = server.next_reply(request, self.headers.get("Authorization", ""))
            time.sleep(reply.delay)
            if reply.status != 200:
                body = {"error": {"message": reply.message, "type": "scripted", "code": None}}
                self._send(reply.status, json.dumps(body).encode(), "application/json", reply.headers)
            elif reply.raw is not None:
                self._send(200, reply.raw, reply.content_type, reply.headers)
            elif request.get("stream"):
                self._stream(reply, request)
            else:
                self._send(200, json.dumps(_completion(reply)).encode(), "application/json", reply.headers)

        def _send(self, status: int, body: bytes, content_type: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, reply: Reply, request: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for sent, piece in enumerate(reply.pieces):
                if sent == reply.break_after:
                    self.close_connection = True
                    return
                time.sleep(reply.pause)
                self._event(_chunk({"role": "assistant", "content": piece}))
            if not reply.without_end:
                self._event(_chunk({}, finish="stop"))
                if request.get("stream_options", {}).get("include_usage"):
                    self._event({**_chunk({}), "choices": [], "usage": _usage(reply)})
                self._write(b"data: [DONE]\n\n")
            self._write(b"")

        def _event(self, data: dict[str, Any]) -> None:
            self._write(b"data: " + json.dumps(data).encode() + b"\n\n")

        def _write(self, data: bytes) -> None:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()

    return Handler


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}


def _usage(reply: Reply) -> dict[str, int]:
    written = len(reply.pieces)
    return {"prompt_tokens": 100, "completion_tokens": written, "total_tokens": 100 + written}


def _completion(reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(reply.pieces)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [choice],
        "usage": _usage(reply),
    }
