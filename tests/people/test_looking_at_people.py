"""What staff look at is audited: a person's data, the passcode of a meeting, a caller's identity."""

from collections.abc import Collection

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.book import book
from booking.bookings.refusals import UnknownBooking
from booking.jobs import issue_meetings
from booking.meetings.reads import MeetingDetails
from booking.meetings.reveal import reveal_meeting
from booking.people.check_identity import check_identity
from booking.people.identity import Fact
from booking.people.open_seeker import open_seeker
from booking.people.refusals import IdentityNotChecked
from booking.services import services
from booking.tables import AuditLine, Office
from database.base import db
from tests.bookings.builders import all_of, how_many, web_request
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id

pytestmark = pytest.mark.any_engine


def offices(*codes: str) -> Collection[int]:
    """The ids of these offices."""
    return db.session.scalars(select(Office.id).where(Office.code.in_(codes))).all()


def reveal(number: str, *codes: str) -> MeetingDetails:
    """Show the meeting of a booking to staff of these offices."""
    return reveal_meeting(number, actor="staff:1", office_ids=offices(*codes), keys=services().keys, now=FRIDAY_MORNING)


def test_each_showing_of_a_passcode_leaves_a_line(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    issue_meetings()
    shown = [reveal(number, "omura") for _ in range(2)]
    *_, one, other = all_of(AuditLine)
    assert {line.act for line in (one, other)} == {"show_passcode"}
    assert (one.actor, one.object) == ("staff:1", f"booking:{number}")
    assert all(details.passcode.isdigit() for details in shown)
    assert shown[0].passcode not in str(one.facts)


def test_there_is_nothing_to_show_before_the_meeting_is_issued(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    before = how_many(AuditLine)
    details = reveal(number, "omura")
    assert not details.issued
    assert details.passcode == ""
    assert how_many(AuditLine) == before


def test_another_offices_staff_are_shown_nothing(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    issue_meetings()
    before = how_many(AuditLine)
    with pytest.raises(UnknownBooking):
        reveal(number, "shiga", "shiomizaka")
    assert how_many(AuditLine) == before


@pytest.mark.each_engine
def test_who_opened_whom_is_audited(app: Flask) -> None:
    open_seeker(seeker_id(MISAKI), actor="staff:1", by_number=True, now=FRIDAY_MORNING)
    *_, line = all_of(AuditLine)
    assert (line.actor, line.act, line.object) == ("staff:1", "open_seeker", f"seeker:{seeker_id(MISAKI)}")
    assert line.facts == {"by_number": True}


def test_an_identity_check_keeps_which_facts_were_heard_and_not_what_was_said(app: Flask) -> None:
    heard = [Fact.SEEKER_NUMBER, Fact.BIRTH_DATE, Fact.PHONE]
    check_identity(seeker_id(MISAKI), heard, actor="staff:1", now=FRIDAY_MORNING)
    *_, line = all_of(AuditLine)
    ticked = {name for name, heard in line.facts.items() if heard is True}
    assert (ticked, line.facts["by"], line.facts["address"]) == ({fact.value for fact in heard}, "number", False)


def test_too_few_facts_leave_no_line(app: Flask) -> None:
    before = how_many(AuditLine)
    with pytest.raises(IdentityNotChecked):
        check_identity(seeker_id(MISAKI), [Fact.SEEKER_NUMBER], actor="staff:1", now=FRIDAY_MORNING)
    assert how_many(AuditLine) == before
