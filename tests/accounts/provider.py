"""A small OpenID provider on loopback (OpenID Connect Core 1.0, 3.1): real HTTP, no mocks."""

import base64
import hashlib
import json
import secrets
import threading
import time
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "mitreden", "geheim"
KEY = "k" * 32


def at_provider(settings, server):
    """Let one sign in at ``server``."""
    providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"][0] |= {
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": server.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS, settings.OIDC_NAME = providers, "BundID"


class Provider:
    """``person``: the claims of whoever is signed in there; None refuses.

    ``told`` are the authorisation requests it got.
    """

    def __init__(self):
        self.person, self.told, self._codes = {}, [], {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def authorise(self, address):
        """What a browser does with the redirect to the provider: returns where it leads back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.told.append(asked)
        answer = {"state": asked["state"]}
        if self.person is None:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_hex(8)
            self._codes[answer["code"]] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def _configuration(self):
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in names.items()},
        }

    def _token(self, form):
        verifier = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        known = self._codes.pop(form["code"][0], None)
        if known != challenge or form["client_secret"] != [SECRET]:
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        token = jwt.encode(claims, KEY, algorithm="HS256")
        return {"access_token": "a", "token_type": "Bearer", "id_token": token}

    def _handler(provider):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                found = {
                    "/.well-known/openid-configuration": provider._configuration(),
                    "/userinfo": provider.person,
                }
                self._answer(found.get(urlsplit(self.path).path))

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                self._answer(provider._token(parse_qs(self.rfile.read(length).decode())))

            def _answer(self, data):
                body = json.dumps(data or {"error": "invalid_request"}).encode()
                self.send_response(200 if data else 400)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                """Quiet."""

        return Handler
