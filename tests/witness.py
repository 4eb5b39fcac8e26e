"""A witness of logs, as a process of its own: python -m tests.witness FOLDER KEY-OF-THE-LOG

Written from https://c2sp.org/tlog-witness, https://c2sp.org/tlog-cosignature and RFC 6962 alone; it shares no line with
the newsroom. It keeps its seed and what it saw in the folder, prints its key and its port, and runs until it is ended.
"""

import hashlib
import sys
import time
from base64 import b64decode, b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from subprocess import PIPE, Popen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAME = "witness.example/w1"
ROOT = Path(__file__).resolve().parents[1]


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def roots_of(old, new, proof, old_root, is_whole=True):
    """Return the roots of both trees that a proof of consistency leads to; RFC 6962, 2.1.2, read backwards."""
    if old == new:
        found = old_root if is_whole else proof.pop()
        return found, found
    half = 1
    while half * 2 < new:
        half *= 2
    if old <= half:
        right = proof.pop()
        left_old, left_new = roots_of(old, half, proof, old_root, is_whole)
        return left_old, node(left_new, right)
    left = proof.pop()
    right_old, right_new = roots_of(old - half, new - half, proof, old_root, is_whole=False)
    return node(left, right_old), node(left, right_new)


def is_beginning(old, new, proof, old_root, new_root):
    """Return whether a proof shows a log of `new` entries to begin with one of `old`."""
    if old == 0 or old == new:
        return not proof and (old == 0 or old_root == new_root)
    rest = list(proof)
    try:
        return roots_of(old, new, rest, old_root) == (old_root, new_root) and not rest
    except IndexError:
        return False


class Witness(BaseHTTPRequestHandler):
    """It cosigns what grows, and refuses all else as the page says."""

    def do_POST(self):
        status, kind, answer = self.judge(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def judge(self, body):
        """Return status, kind and body of the answer to a question."""
        head, _, note = body.partition("\n\n")
        first, *hashes = head.split("\n")
        text, _, signatures = note.rpartition("\n\n")
        text += "\n"
        origin, size, root = text.split("\n")[:3]
        name, _, key = self.server.log.partition("+")
        old, size = int(first.removeprefix("old ")), int(size)
        if self.path != "/add-checkpoint" or origin != name:
            return 404, "text/plain", b""
        if not any(self.is_signed(text, line, key) for line in signatures.splitlines()):
            return 403, "text/plain", b""
        if old > size:
            return 400, "text/plain", b""
        seen, seen_root = self.server.seen()
        if old != seen or (old == size and b64decode(root) != seen_root):
            return 409, "text/x.tlog.size", f"{seen}\n".encode()
        if not is_beginning(old, size, [b64decode(one) for one in hashes], seen_root, b64decode(root)):
            return 422, "text/plain", b""
        self.server.state.write_text(f"{size} {root}")
        return 200, "text/plain", self.cosign(text).encode()

    def is_signed(self, text, line, key):
        """Return whether a line is a signature of the log."""
        key_id, _, encoded = key.partition("+")
        signed = b64decode(line.split(" ")[2])
        if signed[:4].hex() != key_id:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(b64decode(encoded)[1:]).verify(signed[4:], text.encode())
        except InvalidSignature:
            return False
        return True

    def cosign(self, text):
        """Return the line of this witness on a head."""
        now, public = int(time.time()), self.server.key.public_key().public_bytes_raw()
        key_id = hashlib.sha256(f"{NAME}\n".encode() + b"\4" + public).digest()[:4]
        signature = self.server.key.sign(f"cosignature/v1\ntime {now}\n{text}".encode())
        return f"\u2014 {NAME} {b64encode(key_id + now.to_bytes(8) + signature).decode()}\n"

    def log_message(self, *_arguments):
        pass


class Server(HTTPServer):
    """The witness with its key, and what it saw."""

    def __init__(self, folder, log):
        super().__init__(("127.0.0.1", 0), Witness)
        self.log, self.state = log, folder / "seen"
        seed = folder / "seed"
        if not seed.exists():
            seed.write_bytes(hashlib.sha256(str(folder).encode()).digest())
        self.key = Ed25519PrivateKey.from_private_bytes(seed.read_bytes())

    def seen(self):
        """Return the size and the root that were cosigned last."""
        if not self.state.exists():
            return 0, b""
        size, root = self.state.read_text().split(" ")
        return int(size), b64decode(root)

    def written_key(self):
        """Return its key as it is handed on."""
        public = b"\4" + self.key.public_key().public_bytes_raw()
        key_id = hashlib.sha256(f"{NAME}\n".encode() + public).digest()[:4]
        return f"{NAME}+{key_id.hex()}+{b64encode(public).decode()}"


@contextmanager
def running_witness(folder, log):
    """Run a witness of a log; give it as LOG_WITNESSES has it."""
    command = [sys.executable, "-m", "tests.witness", folder, log]
    with Popen(command, cwd=ROOT, stdout=PIPE, text=True) as process:
        key, port = process.stdout.readline().split()
        try:
            yield f"{key} http://127.0.0.1:{port}/"
        finally:
            process.terminate()


if __name__ == "__main__":
    with Server(Path(sys.argv[1]), sys.argv[2]) as server:
        print(server.written_key(), server.server_port, flush=True)  # noqa: T201 its answer to who started it
        server.serve_forever()
