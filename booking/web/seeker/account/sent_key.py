"""Which key was mailed at the request of this browser: a key is typed where it was asked for."""

from flask import session

from booking.tables import KeyPurpose


def sent_key(purpose: KeyPurpose) -> int | None:
    """The number of the newest key of this purpose; None if this browser asked for none, or its session has ended."""
    found: int | None = session.get(_name(purpose))
    return found


def remember_key(purpose: KeyPurpose, key_id: int) -> None:
    """Note in the browser which key it was sent. It opens nothing without what the mail says."""
    session.permanent = True
    session[_name(purpose)] = key_id


def forget_key(purpose: KeyPurpose) -> None:
    """The key has done its work."""
    session.pop(_name(purpose), None)


def _name(purpose: KeyPurpose) -> str:
    return f"key:{purpose.value}"
