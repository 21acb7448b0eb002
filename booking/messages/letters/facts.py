"""The shape of what a kind of message is rendered from; knows no kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booking.core.keys import DataKeys
from notifier.inbox import Told


@dataclass(frozen=True)
class Reading:
    """A message is read now (UTC): the keys that open a meeting's details, and the address of our pages."""

    keys: DataKeys
    base_url: str
    now: datetime


@dataclass(frozen=True)
class LetterFacts:
    """How the facts of a kind are looked up: those of one message, and for a list those of its subjects.

    Either way `office` is whom to call, and `message` the message itself; in a text `seeker` is whom it tells.
    """

    of_text: Callable[[Session, Told, Reading], dict[str, Any]]
    of_subjects: Callable[[Session, Sequence[Told]], Mapping[int, dict[str, Any]]]


def message_url(message: Told, reading: Reading) -> str:
    """The page on which the seeker reads the message, after signing in."""
    return f"{reading.base_url}/mypage/messages/{message.id}"


def forgotten_password_url(reading: Reading) -> str:
    """The page on which whoever has forgotten their password begins to set a new one."""
    return f"{reading.base_url}/password/forgotten"


def sign_in_url(reading: Reading) -> str:
    """The my-page's door."""
    return f"{reading.base_url}/login"


_PAGES_OF_KEYS = {"open_key": "/open/password", "register_key": "/register/password"}


def key_url(reading: Reading, kind: str, key: str) -> str:
    """The page on which the key of such a mail is typed; the link of who signs up shows that the mail was read.

    Neither fills in anything: what is secret is typed.
    """
    path = f"/sign-up/mail/{key}" if kind == "register_link" else _PAGES_OF_KEYS.get(kind, "/login")
    return reading.base_url + path
