"""Seekers are told a month and a week before their registration ends, each once."""

import pytest
from flask import Flask

from booking.jobs import deliver_mail, remind_of_registrations
from booking.services import services
from booking.tables import Seeker
from notifier.tables import Message
from tests.bookings.builders import all_of, change_seeker
from tests.days import day
from tests.mails import mails_in
from tests.town import HATSUE, MISAKI, StandingClock

pytestmark = pytest.mark.any_engine

LAST_DAY = day("2027-01-31 Sun")  # of everybody in the town whose registration is valid


@pytest.mark.each_engine
def test_each_message_is_told_once_however_often_the_job_runs(app: Flask, clock: StandingClock) -> None:
    valid = sum(one.my_page_opened and one.registration_valid_until == LAST_DAY for one in all_of(Seeker))
    told = []
    for morning in ("2026-12-30 09:00", "2026-12-31 09:00", "2027-01-23 09:00", "2027-01-24 09:00", "2027-02-01 09:00"):
        clock.set(morning)
        told.append((remind_of_registrations(), remind_of_registrations()))
    assert told == [(0, 0), (valid, 0), (0, 0), (valid, 0), (0, 0)]


def test_the_mail_leads_to_the_page_where_it_is_prolonged(app: Flask, clock: StandingClock) -> None:
    clock.set("2027-01-24 09:00")
    remind_of_registrations()
    deliver_mail()
    mail = next(mail for mail in mails_in(services().config.mail_folder) if mail["To"] == "misaki@example.com")
    assert "2027年1月31日（日）で終わります" in mail.get_content()
    assert "/mypage/validity" in mail.get_content()


def test_whoever_prolonged_it_is_told_of_the_new_end_only(app: Flask, clock: StandingClock) -> None:
    clock.set("2026-12-31 09:00")
    remind_of_registrations()
    change_seeker(MISAKI, registration_valid_until=day("2027-02-28 Sun"))
    clock.set("2027-01-25 09:00")
    remind_of_registrations()
    of_misaki = next(one.id for one in all_of(Seeker) if one.seeker_number == MISAKI)
    assert [one.kind for one in all_of(Message) if one.recipient == f"seeker:{of_misaki}"] == ["registration_ends"]


def test_nobody_without_a_my_page_is_told(app: Flask, clock: StandingClock) -> None:
    clock.set("2027-01-24 09:00")
    remind_of_registrations()
    without = next(one.id for one in all_of(Seeker) if one.seeker_number == HATSUE)
    assert f"seeker:{without}" not in {one.recipient for one in all_of(Message)}
