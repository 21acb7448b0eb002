"""A device that makes passkeys and signs with them, as the standard has it (WebAuthn, level 2)."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


def decoded(text: str) -> bytes:
    """What base64url without padding says."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(given: bytes) -> str:
    """The same the other way round."""
    return urlsafe_b64encode(given).decode().rstrip("=")


@dataclass
class SoftwareKey:
    """One passkey. What a test bends is an attribute: origin, counter, what the device says of its owner."""

    origin: str = "http://localhost"
    site: str = "localhost"
    handle: str = ""
    count: int = 0
    flags: int = PRESENT | VERIFIED
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def make(self, options: str) -> str:
        """What it answers to `navigator.credentials.create`."""
        asked = json.loads(options)
        self.handle = asked["user"]["id"]
        client = self._client("webauthn.create", asked["challenge"])
        public = self.secret.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(key)
        about = {"fmt": "none", "attStmt": {}, "authData": self._about(self.flags | NEW) + attested}
        response = {"clientDataJSON": encoded(client), "attestationObject": encoded(cbor2.dumps(about))}
        return self._answer(response)

    def show(self, challenge: str) -> str:
        """What it answers to `navigator.credentials.get`; it counts once more."""
        self.count += 1
        client, about = self._client("webauthn.get", challenge), self._about(self.flags)
        signature = self.secret.sign(about + hashlib.sha256(client).digest(), ECDSA(SHA256()))
        response = {
            "clientDataJSON": encoded(client),
            "authenticatorData": encoded(about),
            "signature": encoded(signature),
            "userHandle": self.handle,
        }
        return self._answer(response)

    def _client(self, type_: str, challenge: str) -> bytes:
        return json.dumps({"type": type_, "challenge": challenge, "origin": self.origin}).encode()

    def _about(self, flags: int) -> bytes:
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, response: dict[str, str]) -> str:
        name = encoded(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
