"""The key that lets a draft be written without a sign-in: only the page that its owner was shown carries it.

The address of a hold alone may become known (history, a shared screen); it lets nobody overwrite what was typed.
"""

import hashlib
import hmac

from flask import current_app

FIELD = "draft_key"


def draft_key(token: str) -> str:
    """The key of the draft in the hold with this token."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, b"draft\x1f" + token.encode(), hashlib.sha256).hex()


def is_key_of(given: str, token: str) -> bool:
    """Whether somebody was shown the draft's page while signed in as its owner."""
    return hmac.compare_digest(given.encode(), draft_key(token).encode())
