"""Short codes: how a booking is called in calendars outside of the house, where its number must not stand."""

import hashlib
import hmac

_LETTERS = "34679ACDEFHJKMNPQRTUVWXY"  # none that is taken for another
_LENGTH = 4


def short_code(secret_key: str, calendar_uid: str) -> str:
    """Four letters that only the holder of the key can lead back to the booking; two of one day hardly ever agree."""
    digest = hmac.digest(secret_key.encode(), b"short code\x1f" + calendar_uid.encode(), hashlib.sha256)
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_LENGTH])
