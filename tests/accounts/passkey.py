"""A device that makes passkeys, as a browser would ask it (WebAuthn Level 2, 6.3): no mocks."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from lxml import html

FLAG = AuthenticatorData.FLAG


class Device:
    """Holds one key; ``create`` and ``get`` answer the options of a page, as JSON text."""

    def __init__(self, origin="http://testserver"):
        self.origin, self.id = origin, secrets.token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, page):
        told, data = self._told(page, CollectedClientData.TYPE.CREATE)
        key = ES256.from_cryptography_key(self._key.public_key())
        held = AttestedCredentialData.create(bytes(16), self.id, key)
        flags = FLAG.USER_PRESENT | FLAG.USER_VERIFIED | FLAG.ATTESTED
        seen = AuthenticatorData.create(self._place(told["rp"]["id"]), flags, 0, bytes(held))
        return self._answer(data, attestationObject=AttestationObject.create("none", seen, {}))

    def get(self, page):
        told, data = self._told(page, CollectedClientData.TYPE.GET)
        flags = FLAG.USER_PRESENT | FLAG.USER_VERIFIED
        seen = AuthenticatorData.create(self._place(told["rpId"]), flags, 0)
        digest = hashlib.sha256(data).digest()
        signature = self._key.sign(bytes(seen) + digest, ec.ECDSA(hashes.SHA256()))
        return self._answer(data, authenticatorData=seen, signature=signature)

    def _told(self, page, kind):
        (form,) = html.fromstring(page.text).xpath("//form[@data-passkey]")
        told = json.loads(form.get("data-passkey"))["publicKey"]
        return told, CollectedClientData.create(kind, told["challenge"], self.origin)

    def _place(self, name):
        return hashlib.sha256(name.encode()).digest()

    def _answer(self, data, **parts):
        response = {name: websafe_encode(bytes(part)) for name, part in parts.items()}
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {"clientDataJSON": websafe_encode(data), **response},
            }
        )
