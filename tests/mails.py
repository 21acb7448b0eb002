"""Reads the mails that lie in a folder as .eml files, as another program would."""

from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from icalendar import Calendar, Event


def mails_in(folder: Path) -> Sequence[EmailMessage]:
    """The mails, in the order in which their messages were made."""
    paths = sorted(folder.glob("**/*.eml"), key=lambda path: int(path.stem.split("-")[1]))
    return [_read(path) for path in paths]


def text_of(mail: EmailMessage) -> str:
    """What the recipient reads."""
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


def key_in(mail: EmailMessage) -> str:
    """The key (認証キー) that the mail carries."""
    return text_of(mail).split("認証キー ： ")[1].split()[0]


def link_in(mail: EmailMessage) -> str:
    """The token of the link that the mail carries: the last part of its address."""
    (address,) = [line for line in text_of(mail).splitlines() if line.startswith("http")]
    return address.rsplit("/", 1)[1]


def page_in(mail: EmailMessage) -> str:
    """The first address of a page that the mail names."""
    return next(word for word in text_of(mail).split() if word.startswith("http"))


def calendar_part_of(mail: EmailMessage) -> MIMEPart | None:
    """The part that is for calendars; a mail has one at most."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) <= 1
    return parts[0] if parts else None


def entry_of(mail: EmailMessage) -> tuple[Calendar, Event]:
    """The calendar part's object, and its one event."""
    part = calendar_part_of(mail)
    assert part is not None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    return calendar, event


def _read(path: Path) -> EmailMessage:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail
