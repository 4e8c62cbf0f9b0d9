"""A real Chroma server on loopback, bare or behind nginx with a token and a self-signed certificate."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOKEN = "Bearer sesame"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on port {port}")


class ChromaRun:
    """``chroma run``, which can go away and come back with its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = "import sys; from chromadb.cli.cli import app; sys.exit(app())"  # what the command `chroma` is
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                program,
                "run",
                "--path",
                str(self.folder),
                "--host",
                "127.0.0.1",
                "--port",
                str(self.port),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self.port)

    def stop(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


class Proxy:
    """nginx in front of a server: TLS, and 401 for whoever does not send `TOKEN`."""

    def __init__(self, folder: Path, behind: int) -> None:
        if not shutil.which("nginx") or not shutil.which("openssl"):
            pytest.skip("nginx and openssl are not installed")
        folder.mkdir()
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.certificate = folder / "certificate.pem"
        key = folder / "key.pem"
        subject = ["-subj", "/CN=tumen", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
        files = ["-keyout", str(key), "-out", str(self.certificate)]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *files, *subject],
            check=True,
            capture_output=True,
        )
        configuration = folder / "nginx.conf"
        configuration.write_text(f"""
daemon off;
{"user root;" if os.geteuid() == 0 else ""}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{self.port} ssl;
    ssl_certificate {self.certificate};
    ssl_certificate_key {key};
    client_max_body_size 64m;
    location / {{
      if ($http_authorization != "{TOKEN}") {{ return 401; }}
      proxy_pass http://127.0.0.1:{behind};
    }}
  }}
}}
""")
        self._process = subprocess.Popen(
            ["nginx", "-c", str(configuration), "-p", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(self.port)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
