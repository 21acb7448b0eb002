"""Builds the mail of a letter, the same for files and for SMTP, and for every try the same bytes.

Plain text in UTF-8, base64: no server on the way then has a reason to rewrite it (RFC 6047 §2.5 wants the same of
calendar parts). Everything before the body is ASCII.
"""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from enum import StrEnum

from notifier.channels.encoded_words import POLICY
from notifier.channels.letter import Letter, NotDelivered
from notifier.mail_addresses import parts_of

MAIL = "mail"  # the channel, in the rows of deliveries

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class CalendarMethod(StrEnum):
    """What an invitation asks the recipient's calendar to do (RFC 5546 §3.2)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar object that goes with a mail; without a `method` it is a file to add by hand."""

    content: bytes
    method: CalendarMethod | None = None


@dataclass(frozen=True, kw_only=True)
class Mail(Letter):
    """A letter that goes by mail.

    `sender_name` stands for the name of the whole service, `reply_to` is where answers go, if anybody reads them.
    """

    subject: str
    sender_name: str = ""
    reply_to: str | None = None
    calendar: CalendarPart | None = None


@dataclass(frozen=True)
class Sender:
    """From whom mail is; `name` where a letter names no office."""

    address: str
    name: str


def mail_of(letter: Mail, sender: Sender) -> EmailMessage:
    """The letter as a mail.

    Raises:
        NotDelivered: for ever, because an address or the subject cannot stand in a mail's header.
    """
    mail = EmailMessage(policy=POLICY)
    try:
        _add_headers(mail, letter, sender)
    except ValueError as error:
        raise NotDelivered("the subject or a name cannot stand in a mail's header", permanent=True) from error
    mail.set_content(_text(letter.text), cte="base64")
    if letter.calendar is not None:
        _add_calendar(mail, letter.calendar)
        mail.set_boundary(f"=_{letter.key}")  # else it would be random; no base64 holds these two characters
    return mail


def address(text: str, *, name: str = "") -> Address:
    """The mail address, taken apart.

    Raises:
        NotDelivered: for ever, because it is none, or one for which mail servers have no letters.
    """
    parts = parts_of(text)
    if parts is None:
        raise NotDelivered("the recipient's mail address is none to which mail can be sent", permanent=True)
    return Address(name, *parts)


def _add_headers(mail: EmailMessage, letter: Mail, sender: Sender) -> None:
    name = _on_one_line(letter.sender_name or sender.name)
    own = address(sender.address, name=name)
    mail["From"] = own
    mail["To"] = address(letter.to)
    if letter.reply_to:
        mail["Reply-To"] = address(letter.reply_to, name=name)
    mail["Subject"] = _on_one_line(letter.subject)
    mail["Date"] = letter.written_at
    mail["Message-ID"] = f"<{letter.key}@{own.domain}>"
    # Nobody's holiday notice answers it: RFC 3834 §5, and Exchange, which knows only its own header.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"


def _add_calendar(mail: EmailMessage, part: CalendarPart) -> None:
    """As bytes: as text the line ends of the calendar would be rewritten, which some clients take for a damaged file.

    An invitation is the last alternative and no attachment, so that a client processes it once (RFC 6047 §2.4); the
    `method` of the type equals that of the object, or Outlook refuses it.
    """
    if part.method is None:
        mail.add_attachment(
            part.content,
            maintype="text",
            subtype="calendar",
            cte="base64",
            filename="consultation.ics",
            params={"charset": "utf-8"},
        )
        return
    mail.make_alternative()
    mail.add_alternative(
        part.content,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": part.method.value, "charset": "utf-8"},
    )


def _text(text: str) -> str:
    return _CONTROLS.sub("", _encodable(text.replace("\r\n", "\n")))


def _on_one_line(text: str) -> str:
    """What stands in a header: a line break in an office's name must not silence its mail."""
    return " ".join(_encodable(text).split())


def _encodable(text: str) -> str:
    """Half of a character pair, which no encoding has, becomes a question mark instead of stopping the mail."""
    return text.encode("utf-8", "replace").decode()
