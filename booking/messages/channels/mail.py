"""Mail: every kind of message, to whoever has an address, which staff can correct."""

from functools import partial

from flask import current_app
from sqlalchemy.orm import Session

from booking.announcements.channels import Channel, ChannelWords, Draft, Mending
from booking.core.texts import _
from booking.feeds.words import entry_texts
from booking.messages.mail_calendars import Organizer, calendar_part
from booking.settings.config import Config
from booking.settings.mail import SENDER_NAME
from booking.tables import Office
from notifier.channels import Carrier
from notifier.channels.mail import MAIL, Mail, Sender
from notifier.channels.mail_files import MailFiles
from notifier.folding import fold
from notifier.render import render

_PART = "mail.txt"


def mail(config: Config) -> Channel:
    """Mail as it is configured: by a mail server, or without one as .eml files."""
    return Channel(
        name=MAIL,
        carrier=_carrier(config),
        part=_PART,
        address_of=lambda seeker: seeker.email,
        compose=partial(_compose, config.mail_sender),
        words=_words,
        mending=Mending("desk.correct_email", kind="email_changed"),
        has_subject=True,
        takes_addresses=True,
        lay_out=fold,
    )


def _carrier(config: Config) -> Carrier[Mail]:
    sender = Sender(config.mail_sender, SENDER_NAME)
    if config.mail is None:
        return MailFiles(config.mail_folder, sender=sender)
    from notifier.channels.smtp import Smtp  # loads smtplib, which a demonstration does without

    return Smtp(config.mail.server, sender=sender)


def _compose(sender: str, session: Session, draft: Draft) -> Mail:
    message, facts, environment = draft.message, draft.facts, current_app.jinja_env
    office: Office | None = facts["office"]  # of a stranger nobody knows one
    organizer = Organizer(sender, _("オンライン相談の予約窓口"))
    calendar = calendar_part(session, message, facts, texts=entry_texts(), organizer=organizer)
    facts["calendar_file"] = calendar is not None and calendar.method is None
    return Mail(
        key=draft.key,
        to=draft.to,
        subject=render(environment, message.kind, "subject.txt", facts),
        text=fold(render(environment, message.kind, _PART, facts)),
        written_at=message.made_at,
        sender_name=office.name if office else SENDER_NAME,
        reply_to=office.email if office else None,
        calendar=calendar,
    )


def _words() -> ChannelWords:
    return ChannelWords(
        name=_("メール"),
        no_address=_("メールアドレスがない"),
        mend=_("メールアドレスを直す"),
        mended=_("アドレスを直しました"),
        failures={
            "the recipient's mail address is none to which mail can be sent": _("メールアドレスの形がまちがっています"),
            "the mail server refused the address": _("相手のメールサーバーが、この宛先を断りました"),
            "the mail server refused the mail": _("相手のメールサーバーが、このメールを断りました"),
            "the mail server refused the sign-in": _("メールサーバーに接続できません（認証）"),
            "the mail server cannot be reached or hung up": _("メールサーバーに接続できません"),
        },
    )
