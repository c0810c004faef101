"""The pages of a release, served to this machine alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from factpack.errors import FactpackError
from factpack.export import export_release
from factpack.export.site import POLICY
from factpack.release.open import Release
from factpack_validators.scratch import scratch_folder

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers until the block ends."""

    url: str
    _thread: Thread

    def wait(self) -> None:
        """Wait until somebody stops the program."""
        self._thread.join()


class _Pages(SimpleHTTPRequestHandler):
    """Files of one folder, none of which may load anything from elsewhere."""

    def send_head(self):  # type: ignore[no-untyped-def]
        # A page of another site that resolves to this machine would ask under its own name.
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        if host not in (_HOST, "localhost"):
            self.send_error(403)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever reads a release need not know each file."""


@contextmanager
def serve_site(release: Release, port: int = 0) -> Iterator[Served]:
    """Serve the pages of a release until the block ends; they are gone then.

    Raises:
        FactpackError: the port is taken, or the release is broken.
    """
    with scratch_folder("browse") as folder:
        site = export_release(release, "site", folder / "site")
        try:
            server = ThreadingHTTPServer((_HOST, port), partial(_Pages, directory=str(site)))
        except OSError as problem:
            raise FactpackError(f"port {port}: {problem.strerror}; choose another") from problem
        with server:
            thread = Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield Served(f"http://{_HOST}:{server.server_port}/", thread)
            finally:
                server.shutdown()
                thread.join()
