"""What somebody did to a meeting at the provider is found, and put right or told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured
from booking.meetings.provider import MeetingRef, MeetingRequest
from booking.meetings.reads import meeting_of
from booking.meetings.reconcile_account import reconcile_account
from booking.meetings.reconcile_meeting import reconcile_next, want_reconciling
from booking.meetings.seen import SeenMeeting
from booking.services import services
from booking.tables import AuditLine, Meeting, MeetingState, StrangeMeeting
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import WED_10, all_of, how_many, the_booking, the_meeting, web_request
from tests.bookings.changed_bookings import issue
from tests.meetings.fakes import FakeMeetings
from tests.meetings.test_remove import remove
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id

pytestmark = pytest.mark.any_engine

REAL = datetime(2030, 1, 1, tzinfo=UTC)
TUESDAY_NIGHT = office_time("2026-11-24 02:10")  # less than two days before Wednesday 25, 10:00
ID = "81234567801"
HOST = "omura-desk-1@example.com"


@pytest.fixture
def provider(app: Flask) -> FakeMeetings:
    """It has issued the meeting of a booking of Wednesday 25 November, 10:00."""
    provider = FakeMeetings()
    book(web_request(), now=FRIDAY_MORNING)
    issue(provider)
    return provider


def compare(provider: FakeMeetings, *, now: datetime = FRIDAY_MORNING) -> int:
    return reconcile_account(provider, now=now, real_now=REAL)


def look(provider: FakeMeetings, *, after: timedelta = timedelta(), now: datetime = FRIDAY_MORNING) -> int:
    """Run the job once, `after` so much real time; how many meetings were looked at."""
    looked = 0
    while reconcile_next(provider, services().keys, now=now, real_now=REAL + after):
        looked += 1
    return looked


def number() -> str:
    """The number of the only booking."""
    return all_of(Meeting)[0].booking.number


def seen(provider: FakeMeetings) -> SeenMeeting:
    """The meeting as the provider has it."""
    found = provider.look(MeetingRef(ID, HOST, ""))
    assert found is not None
    return found


def acts() -> list[str]:
    """What the jobs have done to meetings."""
    return list(db.session.scalars(select(AuditLine.act).where(AuditLine.actor.like("job:%"))))


@pytest.mark.each_engine
def test_a_meeting_that_is_as_it_was_issued_is_left_alone(provider: FakeMeetings) -> None:
    before = seen(provider)
    assert (compare(provider), look(provider)) == (0, 0)
    assert (compare(provider, now=TUESDAY_NIGHT), look(provider, now=TUESDAY_NIGHT)) == (0, 1)
    assert (seen(provider), acts(), the_meeting(number()).reconcile_at) == (before, [], None)


@pytest.mark.each_engine
def test_a_meeting_that_was_deleted_is_replaced_and_the_seeker_is_told(provider: FakeMeetings) -> None:
    provider.meetings.clear()
    compare(provider)
    assert look(provider) == 1
    issue(provider)
    old, new = all_of(Meeting)
    assert (old.state, new.state, new.provider_id) == (MeetingState.WITHDRAWN, MeetingState.ISSUED, "81234567802")
    assert [message.kind for message in all_of(Message)] == ["booked", "meeting_replaced"]
    assert acts() == ["replace_meeting"]
    assert remove(provider) == 0


def test_of_a_replaced_meeting_one_mail_goes_out_with_the_new_details(provider: FakeMeetings) -> None:
    provider.meetings.clear()
    compare(provider)
    look(provider)
    assert meeting_of(db.session(), the_booking(number()), services().keys).state is MeetingState.WANTED
    issue(provider)
    assert meeting_of(db.session(), the_booking(number()), services().keys).meeting_id == "81234567802"


def test_a_meeting_that_was_moved_is_put_back(provider: FakeMeetings) -> None:
    provider.changed[ID] = replace(seen(provider), starts_at=office_time("2026-11-25 13:00"))
    compare(provider)
    assert look(provider) == 1
    assert seen(provider).starts_at == office_time(WED_10)
    assert (the_meeting(number()).drift, acts()) == ("", ["mend_meeting"])
    assert [message.kind for message in all_of(Message)] == ["booked"]


def test_another_passcode_is_put_back_and_a_new_link_is_kept(provider: FakeMeetings) -> None:
    provider.changed[ID] = replace(seen(provider), passcode="777777", join_url="https://meet.invalid/j/new")
    compare(provider, now=TUESDAY_NIGHT)
    look(provider, now=TUESDAY_NIGHT)
    details = meeting_of(db.session(), the_booking(number()), services().keys)
    assert (details.passcode, details.join_url) == ("493021", "https://meet.invalid/j/new")
    assert seen(provider).passcode == "493021"


def test_settings_are_put_back_but_for_those_that_are_locked(provider: FakeMeetings) -> None:
    provider.changed[ID] = replace(seen(provider), drift=("waiting_room", "auto_recording"))
    provider.locked = ("auto_recording",)
    compare(provider, now=TUESDAY_NIGHT)
    look(provider, now=TUESDAY_NIGHT)
    assert the_meeting(number()).drift == "auto_recording"


def test_what_could_not_be_put_back_is_not_tried_for_ever(provider: FakeMeetings) -> None:
    """Zoom tells each putting back by a webhook, which asks for the next look."""
    provider.changed[ID] = replace(seen(provider), drift=("auto_recording",))
    provider.locked = ("auto_recording",)
    for _ in range(3):
        transact(lambda session: want_reconciling(session, ID, real_now=REAL))
        look(provider)
    assert acts() == ["mend_meeting"]


def test_once_a_night_it_is_tried_again_to_put_back_what_was_locked(provider: FakeMeetings) -> None:
    provider.changed[ID] = replace(seen(provider), drift=("auto_recording",))
    provider.locked = ("auto_recording",)
    compare(provider, now=TUESDAY_NIGHT)
    look(provider, now=TUESDAY_NIGHT)
    provider.locked = ()
    compare(provider, now=TUESDAY_NIGHT + timedelta(days=1))
    look(provider, now=TUESDAY_NIGHT + timedelta(days=1))
    assert (the_meeting(number()).drift, seen(provider).drift) == ("", ())


def test_the_news_of_a_change_asks_for_a_look(provider: FakeMeetings) -> None:
    assert look(provider) == 0
    transact(lambda session: want_reconciling(session, ID, real_now=REAL))
    assert look(provider) == 1


@pytest.mark.each_engine
def test_a_look_that_failed_is_tried_again_later(provider: FakeMeetings) -> None:
    transact(lambda session: want_reconciling(session, ID, real_now=REAL))
    provider.failures = ["応答がありません"]
    assert look(provider) == 1
    assert look(provider, after=timedelta(minutes=9)) == 0
    assert look(provider, after=timedelta(minutes=12.5)) == 1
    assert the_meeting(number()).state is MeetingState.ISSUED


def unseen(provider: FakeMeetings, *failures: str | MeetingFailed) -> tuple[datetime | None, str]:
    """Since when and why the meeting cannot be looked at, after looks of which the first failed so."""
    provider.failures = list(failures)
    transact(lambda session: want_reconciling(session, ID, real_now=REAL))
    look(provider)
    meeting = the_meeting(number())
    return meeting.unseen_since, meeting.unseen_why


def test_since_when_no_look_succeeds_is_kept_until_one_does(provider: FakeMeetings) -> None:
    webinar = MeetingsMisconfigured("ウェビナーに変えられています")
    assert unseen(provider, webinar) == (FRIDAY_MORNING, "ウェビナーに変えられています")
    provider.failures = ["応答がありません"]
    look(provider, after=timedelta(hours=2), now=FRIDAY_MORNING + timedelta(hours=2))
    meeting = the_meeting(number())
    assert (meeting.unseen_since, meeting.unseen_why) == (FRIDAY_MORNING, "応答がありません")
    assert unseen(provider) == (None, "")


def test_a_meeting_that_is_gone_after_failed_looks_is_replaced_and_no_trouble_any_more(provider: FakeMeetings) -> None:
    unseen(provider, "応答がありません")
    provider.meetings.clear()
    look(provider, after=timedelta(hours=1))
    assert [meeting.unseen_since for meeting in all_of(Meeting)] == [None, None]


@pytest.mark.parametrize(("now", "looks"), [(TUESDAY_NIGHT, 1), (FRIDAY_MORNING, 0)])
def test_where_the_list_fails_the_next_meetings_are_looked_at_one_by_one(
    provider: FakeMeetings, now: datetime, looks: int
) -> None:
    provider.list_failures = ["一覧を読めません"]
    provider.failures = ["応答がありません"] * looks
    assert (compare(provider, now=now), look(provider, now=now)) == (0, looks)
    assert the_meeting(number()).unseen_why == "応答がありません" * looks


def test_a_meeting_that_was_withdrawn_while_it_was_looked_at_stays_withdrawn(provider: FakeMeetings) -> None:
    transact(lambda session: want_reconciling(session, ID, real_now=REAL))
    provider.meetings.clear()
    provider.when_looked_at = _withdraw
    look(provider)
    assert (how_many(Meeting), the_meeting(number()).state) == (1, MeetingState.WITHDRAWN)


@pytest.mark.each_engine
def test_a_second_meeting_under_our_mark_is_withdrawn(provider: FakeMeetings) -> None:
    provider.others.append(replace(seen(provider), provider_id="89999999999"))
    assert compare(provider) == 1
    assert (provider.others, seen(provider).provider_id) == ([], ID)


def test_a_removed_meeting_that_somebody_recovered_is_withdrawn_again(provider: FakeMeetings) -> None:
    recovered, misaki = seen(provider), seeker_id(MISAKI)
    cancel(number(), Canceller(actor=f"seeker:{misaki}", seeker_id=misaki), now=FRIDAY_MORNING)
    remove(provider)
    provider.others.append(recovered)
    assert compare(provider) == 1
    assert provider.others == []


@pytest.mark.parametrize(
    ("starts", "strange"),
    [("2026-11-25 09:45", 1), ("2026-11-25 10:29", 1), ("2026-11-25 10:30", 0), ("2026-11-25 09:30", 0)],
)
def test_a_meeting_that_is_not_ours_alarms_if_it_overlaps_a_consultation(
    provider: FakeMeetings, starts: str, strange: int
) -> None:
    provider.host_of_others = HOST
    provider.others.append(SeenMeeting("85555555555", None, office_time(starts), 30))
    assert compare(provider) == 0
    assert (how_many(StrangeMeeting), len(provider.others)) == (strange, 1)  # never touched


@pytest.mark.each_engine
def test_what_was_strange_is_forgotten_when_it_is_gone(provider: FakeMeetings) -> None:
    provider.host_of_others = HOST
    provider.others.append(SeenMeeting("85555555555", None, office_time(WED_10), 30))
    compare(provider)
    provider.others.clear()
    compare(provider)
    assert how_many(StrangeMeeting) == 0


def test_a_mark_that_we_do_not_know_is_told_and_never_removed(provider: FakeMeetings) -> None:
    """Another installation may share the account, or the database comes from an older backup."""
    provider.host_of_others = HOST
    provider.others.append(SeenMeeting("85555555555", "0f0e", office_time(WED_10), 30))
    assert (compare(provider), how_many(StrangeMeeting), len(provider.others)) == (0, 1, 1)


def test_a_host_that_cannot_be_asked_does_not_keep_the_others_from_being_compared(provider: FakeMeetings) -> None:
    provider.others.append(replace(seen(provider), provider_id="89999999999"))
    provider.list_failures = ["応答がありません"]
    assert compare(provider) == 1


def test_nothing_is_done_about_a_meeting_that_is_still_wanted(app: Flask) -> None:
    provider = FakeMeetings()
    book(web_request(), now=FRIDAY_MORNING)
    provider.issue(MeetingRequest(the_meeting(number()).mark, "", office_time(WED_10), 30, HOST))  # its answer was lost
    assert (compare(provider), len(provider.meetings)) == (0, 1)


def _withdraw() -> None:
    transact(lambda session: session.execute(update(Meeting).values(state=MeetingState.WITHDRAWN)))
