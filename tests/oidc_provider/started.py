"""Starts the provider on the loopback, with `Between` in front of it, and sends browsers there."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests
from joserfc.jwk import ECKey, RSAKey

from tests.oidc_provider.between import Between

SECRET = "a-secret-that-the-provider-and-the-tests-know"
CLIENT_KEYS: dict[str, RSAKey | ECKey] = {
    "RSA": RSAKey.generate_key(2048),
    "EC": ECKey.generate_key("P-256"),
}  # of the client signing-RSA or -EC
BACK = "http://127.0.0.1:8000/login/mynaportal/back"

_HERE = Path(__file__).parent


@contextmanager
def started() -> Iterator[Between]:
    """The provider; `issuer` is its address."""
    between = Between()
    keys = json.dumps([{**key.as_dict(private=False), "kid": key.thumbprint()} for key in CLIENT_KEYS.values()])
    command = ["node", str(_HERE / "provider.mjs"), between.issuer, BACK, SECRET, keys]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as provider:
        assert provider.stdout is not None
        port = provider.stdout.readline()
        assert port.strip(), "the provider does not start; run .ci/oidc to install it"
        between.provider_port = int(port)
        thread = threading.Thread(target=between.server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield between
        finally:
            between.server.shutdown()
            thread.join()
            between.server.server_close()
            provider.kill()


def at_provider(address: str, who: str = "misaki-at-mynaportal") -> str:
    """Let a browser go there; answer the path with which it comes back. Nobody ("") has not signed in and cancels."""
    with requests.Session() as browser:
        if who:
            browser.cookies.set("who", who, domain="127.0.0.1")
        for _ in range(10):
            answer = browser.get(address, allow_redirects=False, timeout=10)
            assert answer.is_redirect, answer.text
            address = requests.compat.urljoin(address, answer.headers["Location"])
            if address.startswith(BACK):
                parts = urlsplit(address)
                return f"{parts.path}?{parts.query}"
    raise AssertionError("the provider sends nobody back")
