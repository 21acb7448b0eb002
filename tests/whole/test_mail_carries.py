"""What of a meeting stands in a mail is what the procedure says for the channel, whatever it tells (rules.md#mail)."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from booking.announcements.announce import about_booking, seeker_inbox
from booking.announcements.kinds import KINDS, Facts
from booking.bookings.book import book
from booking.core.channels import MailCarries
from booking.jobs import deliver_mail, issue_meetings
from booking.meetings.reads import meeting_of
from booking.services import services
from database.base import db
from database.transactions import transact
from notifier.channels.mail import MAIL
from notifier.outbox import post
from tests.bookings.builders import change_procedure, phone_request, the_booking, the_meeting, web_request
from tests.mails import mails_in, text_of
from tests.town import FRIDAY_MORNING

OF_BOOKINGS = sorted(code for code, kind in KINDS.items() if kind.facts is Facts.BOOKING)
COUNTED = {
    "count": 1,
    "propose_at": 2,
    "within_days": 365,
    "withdrawn": 0,
    "by_staff": 0,
}  # what some kinds tell besides


@pytest.mark.parametrize("by_phone", [False, True])
@pytest.mark.parametrize("carries", MailCarries)
def test_no_mail_carries_more_than_the_procedure_says(sqlite_app: Flask, carries: MailCarries, by_phone: bool) -> None:
    with sqlite_app.app_context():
        other = MailCarries.NOTICE if carries is MailCarries.LINK else MailCarries.LINK
        change_procedure("omura-soudan", mail_carries=_allowed(carries, other, by_phone=by_phone))
        number = book((phone_request if by_phone else web_request)(), now=FRIDAY_MORNING)
        issue_meetings()
        post_everything(number)
        deliver_mail()
        details = meeting_of(db.session(), the_booking(number), services().keys)
        texts = [text_of(mail) for mail in mails_in(services().config.mail_folder)]
    assert len(texts) == len(OF_BOOKINGS)
    assert _among(texts, details.join_url) == (carries is MailCarries.LINK)
    assert _among(texts, details.passcode) == (carries is MailCarries.ID_AND_PASSCODE)
    assert _among(texts, details.meeting_id_grouped) == (carries is MailCarries.ID_AND_PASSCODE)


def post_everything(number: str) -> None:
    """Post a message of every kind that tells of a booking, as though all had happened to this one."""
    booking, meeting = the_booking(number), the_meeting(number)
    references = {"booking": booking.id, "meeting": meeting.id, **COUNTED}

    def post_all(session: Session) -> None:
        for kind in OF_BOOKINGS:
            post(
                session,
                recipient=seeker_inbox(booking.seeker_id),
                kind=kind,
                fact=f"{kind}:booking:{booking.id}:0",
                about=about_booking(booking),
                references=references,
                deliveries={MAIL: FRIDAY_MORNING},
                now=FRIDAY_MORNING,
            )

    transact(post_all)


def _allowed(carries: MailCarries, other: MailCarries, *, by_phone: bool) -> dict[str, str]:
    """What is asked for on the channel of the booking, and something else on every other."""
    return {channel: (carries if (channel == "phone") == by_phone else other).value for channel in ("web", "phone")}


def _among(texts: list[str], secret: str | None) -> bool:
    assert secret
    return any(secret in text for text in texts)
