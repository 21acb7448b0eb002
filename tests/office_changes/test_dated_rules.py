"""Rules with a first day in the database: taken in, kept, shown with whom they concern, and asked on their days."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from booking.availability.open_slots import slots_of
from booking.availability.procedures import known, procedure_by_code, read_anew, rules_of, values_on
from booking.availability.rule_values import Terms
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.bookings.refusals import TermsOutdated
from booking.core.channels import Channel
from booking.core.fates import Fate
from booking.core.lengths import LENGTHS
from booking.meetings.steps.requests import request_of
from booking.office_changes.affected import Impact
from booking.office_changes.carry_out import NOBODY_CONCERNED, Decision
from booking.office_changes.impact import PlannedChange, impact_of
from booking.office_changes.import_file import import_office
from booking.office_changes.refusals import DecisionMissing, ImpactChanged
from booking.offices.file.differences import differences
from booking.offices.file.problems import OfficeFileError
from booking.offices.file.read import read_office
from booking.offices.file.rules import rules_in
from booking.offices.file.shape import DatedRules, Office
from booking.offices.from_rows import office_file_of
from booking.tables import Desk, Hold, Meeting
from calendars.holidays import NationalHolidays
from database.base import db
from tests.bookings.builders import the_booking, web_request
from tests.bookings.town_bookings import booked, everybody
from tests.days import day
from tests.offices.conftest import office_text
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

WED_25, THU_26 = day("2026-11-25 Wed"), day("2026-11-26 Thu")
APRIL = day("2027-04-01 Thu")
BY_PHONE = {"channels": (Channel.PHONE,), "phone_only_reason": "電話で承ります。"}
NEW_TERMS = Terms("2026-12-01", ("新しい規約です。",))


def omura(*entries: DatedRules) -> Office:
    """Omura's file with these dated rules at 職業相談."""
    given_office = read_office(office_text("omura"), file_name="omura.toml")
    soudan, nintei = given_office.procedures
    return replace(given_office, procedures=(replace(soudan, rules=entries), nintei))


def take(office: Office, *, decision: Decision = NOBODY_CONCERNED, now: datetime = FRIDAY_MORNING) -> None:
    import_office(office, actor="operator:command", now=now, decision=decision)


def impact(office: Office) -> Impact:
    """What the import would do now."""
    before = office_file_of(db.session(), office.code)
    assert before is not None
    return impact_of(db.session(), PlannedChange(before, office), now=FRIDAY_MORNING)


def test_dated_rules_are_exported_as_they_were_imported(app: Flask) -> None:
    changing = omura(
        DatedRules(APRIL, {"lead_open_days": 3, "web_cutoff_time": office_time("2026-11-25 17:15").time()}),
        DatedRules(day("2027-05-06 Thu"), {"web_cutoff_time": None, "channels": (Channel.WEB,), "terms": NEW_TERMS}),
    )
    take(changing)
    assert office_file_of(db.session(), "omura") == changing
    take(omura())
    assert office_file_of(db.session(), "omura") == omura()


def test_a_longer_consultation_asks_about_every_booking_of_its_days(app: Flask) -> None:
    before, after = booked(MISAKI, "2026-11-25 10:00"), booked(TARO, "2026-11-26 10:00")
    longer = omura(DatedRules(THU_26, {"length_minutes": 45}))
    found = impact(longer)
    assert [one.number for one in found.bookings] == [after]
    assert found.bookings[0].other_desks == ()  # at no desk does half an hour fit
    with pytest.raises(ImpactChanged):
        take(longer)
    with pytest.raises(DecisionMissing):
        take(longer, decision=Decision(found.fingerprint))
    take(longer, decision=everybody(found, Fate.KEPT))
    assert [the_booking(number).minutes for number in (before, after)] == [30, 30]


def test_a_kept_booking_keeps_its_length_and_so_does_its_meeting(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    longer = omura(DatedRules(THU_26, {"length_minutes": 45}))
    take(longer, decision=everybody(impact(longer), Fate.KEPT))
    meeting = db.session.scalars(select(Meeting).where(Meeting.booking_id == the_booking(number).id)).one()
    assert request_of(meeting).length_minutes == 30
    assert impact(longer).bookings == ()  # it is known and decided


@pytest.mark.parametrize(
    "changed",
    [{"lead_open_days": 3}, {"window_days": 9}, {"late_minutes": 5}, BY_PHONE],
    ids=["lead", "window", "late", "channel"],
)  # fmt: skip
def test_bookings_keep_what_they_were_made_under(app: Flask, changed: dict[str, Any]) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    assert impact(omura(DatedRules(THU_26, changed))).bookings == ()
    take(omura(DatedRules(THU_26, changed)))
    assert the_booking(number).starts_at == office_time("2026-11-26 10:00")


def test_the_deadlines_that_move_are_shown(app: Flask) -> None:
    moved = impact(omura(DatedRules(APRIL, {"lead_open_days": 3}))).deadlines
    assert {one.procedure for one in moved} == {"職業相談"}
    first = moved[0]
    assert (first.day, first.was, first.becomes) == (
        APRIL, office_time("2027-03-31 00:00"), office_time("2027-03-30 00:00"),
    )  # fmt: skip


def test_a_hold_of_another_length_ends(app: Flask) -> None:
    token = hold("omura-soudan", office_time("2026-11-26 10:00"), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    longer = omura(DatedRules(THU_26, {"length_minutes": 45}))
    assert impact(longer).holds == 1
    take(longer)
    assert db.session.scalars(select(Hold).where(Hold.token == token)).one().taken_away


def test_slots_are_as_long_as_their_day_says(app: Flask) -> None:
    take(omura(DatedRules(THU_26, {"length_minutes": 45})))
    procedure = procedure_by_code(db.session(), "omura-soudan")
    found = slots_of(
        db.session(), procedure, first=WED_25, last=THU_26, channel=Channel.WEB, now=FRIDAY_MORNING
    )  # fmt: skip
    assert [(slot.ends_at - slot.starts_at).seconds // 60 for slot in found] == [30] * 3 + [45] * 3
    assert booked(MISAKI, "2026-11-25 10:00") != booked(TARO, "2026-11-26 10:00")


@pytest.mark.parametrize(
    ("at", "accepted"), [("2026-11-30 23:59", "2026-10-01"), ("2026-12-01 00:00", "2026-12-01")]
)  # Monday and Tuesday
def test_terms_hold_from_the_day_on_which_somebody_books(app: Flask, at: str, accepted: str) -> None:
    take(omura(DatedRules(day("2026-12-01 Tue"), {"terms": NEW_TERMS})))
    request = web_request(starts="2026-12-09 10:00")
    other = "2026-12-01" if accepted == "2026-10-01" else "2026-10-01"
    with pytest.raises(TermsOutdated):
        book(replace(request, terms_version=other), now=office_time(at))
    number = book(replace(request, terms_version=accepted), now=office_time(at))
    assert the_booking(number).terms_version == accepted


def test_what_is_kept_in_the_process_is_asked_by_the_day(app: Flask) -> None:
    take(omura(DatedRules(APRIL, {"max_open_bookings": 2})))
    kept = known(db.session(), procedure_by_code(db.session(), "omura-soudan"))
    assert [kept.on(on).max_open_bookings for on in (day("2027-03-31 Wed"), APRIL)] == [1, 2]
    assert known(db.session(), procedure_by_code(db.session(), "omura-soudan")) is kept


def test_a_new_wording_needs_a_new_version_on_its_day_too(app: Flask) -> None:
    take(omura(DatedRules(APRIL, {"terms": NEW_TERMS})))
    reworded = replace(NEW_TERMS, paragraphs=("ちがう文面です。",))
    with pytest.raises(OfficeFileError, match="同じ版のまま"):
        take(omura(DatedRules(APRIL, {"terms": reworded})))


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "length_minutes": st.sampled_from(LENGTHS),
        "lead_open_days": st.integers(1, 10),
        "window_days": st.integers(15, 180),
        "web_cutoff_time": st.none() | st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
        "channels": st.permutations((Channel.WEB, Channel.PHONE)).map(tuple),
        "late_booking_allowed": st.booleans(),
        "late_minutes": st.integers(0, 60),
        "enter_minutes_before": st.integers(0, 60),
        "max_open_bookings": st.integers(1, 10),
        "cautions": st.lists(st.sampled_from(["録音はできません。", "先着順です。"]), min_size=1, max_size=3).map(
            tuple
        ),
    },
).filter(bool)
ENTRIES = st.dictionaries(st.dates(day("2027-01-01 Fri"), day("2028-12-31 Sun")), VALUES, min_size=1, max_size=4)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES)
def test_file_and_rows_say_the_same_whatever_changes_when(sqlite_app: Flask, entries: dict[Any, Any]) -> None:
    changing = omura(*(DatedRules(valid_from, entries[valid_from]) for valid_from in sorted(entries)))
    with sqlite_app.app_context():
        take(changing)
        exported = office_file_of(db.session(), "omura")
        assert exported is not None
        assert differences(exported, changing) == ()
        desk_ids = {desk.code: desk.id for desk in db.session.scalars(select(Desk))}
        soudan = changing.procedures[0]
        said = rules_in(changing, soudan, national_holiday=NationalHolidays().name, desk_ids=desk_ids)
        found = read_anew(db.session(), "omura-soudan").rules
        assert (found.values, found.timetable, found.lanes) == (said.values, said.timetable, said.lanes)
        for valid_from in entries:
            assert values_on(db.session(), procedure_by_code(db.session(), "omura-soudan"), valid_from) == (
                soudan.values.on(valid_from)
            )
            assert rules_of(db.session(), procedure_by_code(db.session(), "omura-soudan")).deadline_day(valid_from) == (
                said.deadline_day(valid_from)
            )
