"""What the rows of the kinds of messages say: when a mail goes out, until when it is tried, and what it does."""

from datetime import datetime, timedelta

import pytest

from booking.announcements.kinds import KINDS, UNATTENDED, URGENT, CalendarEntry, Facts
from tests.town import office_time

WED_10 = office_time("2026-11-25 10:00")  # Wednesday
OVER = office_time("2026-11-25 10:30")


@pytest.mark.parametrize(
    ("kind", "now", "until"),
    [
        ("booked", WED_10 - timedelta(days=2), OVER),
        ("cancelled", WED_10, office_time("2026-11-25 11:00")),  # it is news for an hour
        ("kept", WED_10, OVER),
        ("meeting_ready", WED_10, OVER),
        ("missed", WED_10, None),  # as long as anything is tried
        ("token_made", WED_10, None),
    ],
)
def test_news_of_a_booking_is_tried_until_it_is_over(kind: str, now: datetime, until: datetime | None) -> None:
    assert KINDS[kind].useful_until(ends_at=OVER, said=None, now=now) == until


@pytest.mark.parametrize("kind", ["reminder_day", "reminder_hour", "place_free"])
def test_what_helps_only_in_time_is_dropped_when_it_is_late(kind: str) -> None:
    assert KINDS[kind].lapses
    assert KINDS[kind].useful_until(ends_at=OVER, said=WED_10, now=WED_10 - timedelta(hours=1)) == WED_10


def test_nothing_else_is_dropped() -> None:
    in_time = {"reminder_day", "reminder_hour", "place_free", "registration_ends"}
    keys = {code for code, kind in KINDS.items() if kind.facts in {Facts.KEY, Facts.NEWCOMER}}
    assert {code for code, kind in KINDS.items() if kind.lapses} == in_time | keys


def test_what_goes_to_an_address_or_to_staff_is_in_no_inbox_and_no_office_sees_to_it() -> None:
    keys = {code for code, kind in KINDS.items() if kind.facts in {Facts.KEY, Facts.NEWCOMER, Facts.STAFF}}
    assert keys == UNATTENDED == {code for code, kind in KINDS.items() if not kind.has_inbox}


def test_a_mail_waits_a_quarter_of_an_hour_for_the_meeting_that_it_carries() -> None:
    assert KINDS["moved"].due_at(WED_10) == office_time("2026-11-25 10:15")
    assert KINDS["cancelled"].due_at(WED_10) == WED_10


def test_whoever_has_had_their_mails_of_the_day_still_gets_what_must_not_be_missed() -> None:
    comes_in_vain = {"cancelled", "desk_changed", "kept", "meeting_replaced"}
    another_at_the_account = {"sign_in_locked", "email_changed", "token_made", "token_ended", "password_changed"}
    another_at_the_account |= {"code_locked", "own_email_changed", "email_put_back"}
    another_at_the_account |= {"staff_password_changed", "staff_second_factor_reset"}
    another_at_the_account |= {"access_ended", "my_page_closed", "left", "identity_linked", "identity_unlinked"}
    another_at_the_account |= {f"passkey_{news}" for news in ("made", "removed", "copied")}
    another_at_the_account |= {f"staff_passkey_{news}" for news in ("made", "removed", "copied")}
    another_at_the_account |= {"staff_sign_in_locked", "staff_code_locked", "staff_recovery_code_used"}
    waited_for = {code for code, kind in KINDS.items() if kind.facts is Facts.KEY}
    assert comes_in_vain | another_at_the_account | waited_for == URGENT


def test_what_carries_details_leads_to_the_consultation_and_gives_its_entry() -> None:
    carrying = {code for code, kind in KINDS.items() if kind.carries_details}
    assert carrying == {"booked", "moved", "desk_changed", "meeting_replaced"}
    assert carrying == {code for code, kind in KINDS.items() if kind.entry is CalendarEntry.GIVES}
    leading = {code for code, kind in KINDS.items() if kind.leads_there}
    assert leading == carrying | {"kept", "meeting_ready"}
