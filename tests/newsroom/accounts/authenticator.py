"""A device with passkeys, in software: it answers as WebAuthn says (sections 6.1, 6.5.4 and 8.7)."""

import hashlib
import html
import json
import os
import re
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

ORIGIN = "http://localhost"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40  # flags of the authenticator's data


def options_of(response):
    """Return what a page gives the browser for a passkey."""
    return json.loads(html.unescape(re.search(r'data-options="([^"]+)"', response.content.decode())[1]))


@dataclass
class Authenticator:
    """One passkey. Tests change its parts to have it answer amiss."""

    origin: str = ORIGIN
    site: str = "localhost"
    uses: int = 0
    credential: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, response, *, challenge=""):
        """Return the answer to a page that wants a passkey made."""
        data = self.client_data("webauthn.create", challenge or options_of(response)["challenge"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        made = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(public)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self.authenticator_data(HAS_KEY) + made}
        return self.answer(clientDataJSON=data, attestationObject=cbor2.dumps(attestation))

    def get(self, response, *, challenge=""):
        """Return the answer to a page that asks for a passkey; the device counts it."""
        self.uses += 1
        data = self.client_data("webauthn.get", challenge or options_of(response)["challenge"])
        head = self.authenticator_data(0)
        signature = self.key.sign(head + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(clientDataJSON=data, authenticatorData=head, signature=signature)

    def client_data(self, kind, challenge):
        """Return what the browser says of the page."""
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def authenticator_data(self, flags):
        """Return what the device says of itself."""
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([PRESENT | VERIFIED | flags]) + self.uses.to_bytes(4, "big")

    def answer(self, **response):
        """Return an answer as browsers write it."""
        name = bytes_to_base64url(self.credential)
        parts = {part: bytes_to_base64url(value) for part, value in response.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": parts}
        )
