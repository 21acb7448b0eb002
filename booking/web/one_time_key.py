"""One-time keys in forms: the same form sent twice does its work once."""

import re
import secrets
from collections.abc import Mapping

from flask import abort

FIELD = "submit_key"


def fresh_key() -> str:
    """A key for a form that is about to be shown."""
    return secrets.token_urlsafe(16)


def sent_key(sent: Mapping[str, str]) -> str:
    """The key of a sent form; 400 for one that no page of ours made."""
    key = sent.get(FIELD, "")
    return key if re.fullmatch(r"[\w-]{16,64}", key, re.ASCII) else abort(400)
