"""The program that reads and writes Content Credentials: a question as JSON on standard input, its answer on output.

Its library is installed where it is wanted: requirements-c2pa.txt. It asks no network.
"""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import c2pa
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from stories.photos.credentials import INVALID, Credentials, summarize
from stories.photos.process_limits import limit_process

OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----\n?", re.DOTALL)
CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", re.DOTALL)
ORIGINAL = "original"  # the name of the photo that a rendition is made of, in its manifest
STATEMENT = {
    "claim_generator_info": [{"name": "Off the Wire"}],
    "assertions": [
        {
            "label": "c2pa.actions.v2",
            "data": {
                "actions": [
                    {"action": "c2pa.opened", "parameters": {"ingredientIds": [ORIGINAL]}},
                    {"action": "c2pa.resized"},
                ]
            },
        }
    ],
}
ABSENT = ("ManifestNotFound", "NotSupported")  # how the library's errors begin where there is nothing to read


def read(path: Path, media_type: str, anchors: str) -> dict[str, Any] | None:
    """Return the credentials in a file, checked; None for none. Signers under `anchors`, as PEM, are known."""
    settings = OFFLINE | ({"trust": {"user_anchors": anchors}} if anchors else {})
    try:
        with path.open("rb") as file, c2pa.Reader(media_type, file, context=c2pa.Context.from_dict(settings)) as reader:
            return asdict(summarize(json.loads(reader.json())))
    except c2pa.C2paError as error:
        return None if str(error).startswith(ABSENT) else asdict(Credentials(INVALID))
    except (LookupError, TypeError, AttributeError):
        return asdict(Credentials(INVALID))


def sign(files: list[str], original: Path, *, media_type: str, name: str, pem: str) -> str:
    """Sign renditions in their files, each as made of the original; return what stands against it, or nothing."""
    text = Path(pem).read_bytes()
    key = b"".join(re.findall(KEY, text))
    certificates = b"".join(re.findall(CERTIFICATE, text))
    context = c2pa.Context.from_dict(OFFLINE | {"builder": {"thumbnail": {"enabled": False}}})
    try:
        signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(algorithm_of(key), certificates, key, None))
        for path in map(Path, files):
            with c2pa.Builder(STATEMENT, context=context) as builder, io.BytesIO() as made:
                with original.open("rb") as file:
                    parent = {"title": name, "relationship": "parentOf", "label": ORIGINAL}
                    builder.add_ingredient(parent, media_type, file)
                with path.open("rb") as file:
                    builder.sign(signer, f"image/{path.suffix[1:]}", file, made)
                path.write_bytes(made.getvalue())
    except (c2pa.C2paError, ValueError) as error:
        return str(error)[:200]
    return ""


def algorithm_of(key: bytes) -> str:
    """Return how a key signs, as the library names it. Raises ValueError for one that C2PA does not know."""
    private = load_pem_private_key(key, None)
    if isinstance(private, Ed25519PrivateKey):
        return "ed25519"
    if isinstance(private, RSAPrivateKey):
        return "ps256"
    found = CURVES.get(private.curve.name) if isinstance(private, EllipticCurvePrivateKey) else None
    if found is None:
        raise ValueError("Its key is of a kind that Content Credentials are not signed with.")
    return found


def answer_question() -> None:
    """Answer the one question."""
    question = json.load(sys.stdin)
    limit_process(question["megabytes"], question["seconds"])
    path, media_type = Path(question["path"]), question["type"]
    if question["do"] == "read":
        answer: dict[str, Any] = {"found": read(path, media_type, question["anchors"])}
    else:
        fault = sign(question["files"], path, media_type=media_type, name=question["name"], pem=question["pem"])
        answer = {"fault": fault}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    answer_question()
