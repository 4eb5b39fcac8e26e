"""Drops from nginx' cache what the newsroom's worker names: python3 deploy/nginx_purge.py /var/cache/nginx/newsroom

Runs beside nginx, as the user that owns its cache, and needs nothing but Python. Each file of the cache begins with the
headers of the answer, `Surrogate-Key` among them; a file that is gone is asked for anew. The cache is small, as it
keeps pages for a minute: 10,000 files take about a quarter of a second.

Listens at PURGE_LISTEN (127.0.0.1:8099); with PURGE_TOKEN set, to who sends it as `Authorization: Bearer …` alone.
"""

import hmac
import os
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HEAD_BYTES = 8_192  # of a file: nginx' own head and the headers
KEYS = b"\r\nSurrogate-Key: "


def dropped_files(folder: Path, keys: set[str]) -> Iterator[Path]:
    """Drop the files of the answers under any of the keys; give their paths."""
    for place, _folders, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                if not keys.isdisjoint(keys_of_file(path)):
                    path.unlink()
                    yield path
            except FileNotFoundError:  # nginx dropped it meanwhile
                continue


def keys_of_file(path: Path) -> list[str]:
    """Return the keys that an answer is kept under."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    _before, found, rest = head.partition(KEYS)
    return rest.partition(b"\r\n")[0].decode("latin-1").split() if found else []


class PurgeHandler(BaseHTTPRequestHandler):
    """One request to drop answers by their keys."""

    folder = Path()
    token = ""

    def do_POST(self) -> None:
        """Drop what the header names; answer with the number of files."""
        given = self.headers.get("Authorization", "").encode()
        if self.token and not hmac.compare_digest(given, f"Bearer {self.token}".encode()):
            self.send_error(403)
            return
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        count = sum(1 for _path in dropped_files(self.folder, set(self.headers.get("Surrogate-Key", "").split())))
        body = f"{count}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until stopped."""
    host, _, port = os.environ.get("PURGE_LISTEN", "127.0.0.1:8099").rpartition(":")
    PurgeHandler.folder, PurgeHandler.token = Path(sys.argv[1]), os.environ.get("PURGE_TOKEN", "")
    ThreadingHTTPServer((host, int(port)), PurgeHandler).serve_forever()


if __name__ == "__main__":
    main()
