"""The outbox delivers what is due, once, through crashes and refusals of the channel."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from database.base import db
from database.transactions import transact
from notifier.channels import Letter, NotDelivered
from notifier.delivering import LEASE, NO_CHANNEL, Clocks, Compose, deliver_due
from notifier.inbox import ListedMessage, mark_read, message_of, messages_of, unread
from notifier.outbox import bring_forward, drop_waiting, post
from notifier.retention import forget_messages
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message
from tests.bookings.builders import all_of
from tests.meetings.fakes import FakeChannel, Killed
from tests.town import FRIDAY_MORNING

REAL = datetime(2030, 1, 1, tzinfo=UTC)
NOON = FRIDAY_MORNING + timedelta(hours=3)


def post_one(
    fact: str = "booked:5",
    *,
    recipient: str = "seeker:1",
    kind: str = "booked",
    about: str = "booking:5",
    due: datetime = FRIDAY_MORNING,
    **window: Any,
) -> None:
    """Post a message with one delivery by mail."""
    transact(
        lambda session: post(
            session,
            recipient=recipient,
            kind=kind,
            fact=fact,
            about=about,
            references={"booking": 5},
            deliveries={"mail": due},
            now=FRIDAY_MORNING,
            **window,
        )
    )


def write(session: Session, message: Message, channel: str) -> Letter:
    """A letter whose key names its message."""
    to = f"{message.recipient}@example.com"
    return Letter(key=f"{channel}-{message.fact}", to=to, text="本文", written_at=FRIDAY_MORNING)


def write_to_nobody(session: Session, message: Message, channel: str) -> None:
    """There is nobody to write to."""


def deliver(
    channel: FakeChannel,
    *,
    office: datetime = NOON,
    after: timedelta = timedelta(),
    compose: Compose = write,
    may_give_up: Callable[[], bool] = lambda: True,
) -> int:
    """Run the job once, `after` so much real time; how many deliveries were tried."""
    clock = Clocks(office, REAL + after)
    return len(list(deliver_due({"mail": channel}, compose, clock=lambda: clock, may_give_up=may_give_up)))


def the_delivery() -> Delivery:
    db.session.rollback()
    return db.session.scalars(select(Delivery)).one()


def inbox(recipient: str = "seeker:1") -> Sequence[ListedMessage]:
    db.session.rollback()
    return messages_of(db.session(), recipient, most=10)


def test_a_fact_is_told_once_however_often_it_is_posted(app: Flask) -> None:
    post_one()
    post_one()
    channel = FakeChannel()
    assert deliver(channel) == 1
    assert len(inbox()) == len(channel.letters) == 1


def test_a_message_belongs_to_one_inbox(app: Flask) -> None:
    post_one("booked:5", recipient="seeker:1")
    post_one("booked:5", recipient="seeker:12")
    (mine,) = inbox("seeker:1")
    assert message_of(db.session(), "seeker:12", mine.id) is None
    assert unread(db.session(), "seeker:12") == 1


def test_the_newest_message_stands_first_and_the_next_page_follows(app: Flask) -> None:
    for fact in ("a", "b", "c"):
        post_one(fact)
    newest, middle, _ = inbox()
    assert [newest.fact, middle.fact] == ["c", "b"]
    assert [message.fact for message in messages_of(db.session(), "seeker:1", most=10, before=middle.id)] == ["a"]


def test_a_message_is_read_when_it_was_first_opened(app: Flask) -> None:
    post_one()
    (message,) = inbox()
    for now in (FRIDAY_MORNING, NOON):
        transact(partial(mark_read, recipient="seeker:1", message_id=message.id, now=now))
    assert inbox()[0].read_at == FRIDAY_MORNING
    assert unread(db.session(), "seeker:1") == 0


def test_nobody_marks_another_persons_message_as_read(app: Flask) -> None:
    post_one()
    (message,) = inbox()
    transact(lambda session: mark_read(session, "seeker:2", message.id, now=NOON))
    assert unread(db.session(), "seeker:1") == 1


def test_a_delivery_waits_until_it_is_due_by_the_offices_clock(app: Flask) -> None:
    post_one(due=NOON)
    channel = FakeChannel()
    assert deliver(channel, office=NOON - timedelta(seconds=1)) == 0
    assert deliver(channel, office=NOON) == 1
    assert (the_delivery().state, the_delivery().sent_at) == (DeliveryState.SENT, NOON)


def test_a_delivery_may_be_brought_forward(app: Flask) -> None:
    post_one(due=NOON)
    transact(lambda session: bring_forward(session, recipient="seeker:1", about="booking:5", now=FRIDAY_MORNING))
    assert deliver(FakeChannel(), office=FRIDAY_MORNING) == 1


def test_what_was_sent_stays_sent_when_it_is_brought_forward(app: Flask) -> None:
    post_one()
    deliver(FakeChannel())
    transact(lambda session: bring_forward(session, recipient="seeker:1", about="booking:5", now=FRIDAY_MORNING))
    assert deliver(FakeChannel(), after=timedelta(days=1)) == 0


def test_a_refused_letter_is_tried_again_later_under_the_same_key(app: Flask) -> None:
    post_one()
    channel = FakeChannel(failures=["mail folder: No space left on device"])
    deliver(channel)
    assert (the_delivery().state, the_delivery().failure) == (
        DeliveryState.WAITING,
        "mail folder: No space left on device",
    )
    assert deliver(channel, after=timedelta(seconds=29)) == 0
    assert deliver(channel, after=timedelta(seconds=38)) == 1  # up to a quarter later than half a minute
    assert [letter.key for letter in channel.letters] == ["mail-booked:5"]
    assert the_delivery().failure == ""


def test_the_pause_after_each_refusal_doubles_up_to_ten_minutes_and_varies_by_a_quarter(app: Flask) -> None:
    post_one()
    channel, after = FakeChannel(failures=["busy"] * 7), timedelta()
    for seconds in (30, 60, 120, 240, 480, 600, 600):
        deliver(channel, after=after)
        next_try_at = the_delivery().next_try_at
        assert next_try_at is not None
        assert 1 <= (next_try_at - REAL - after) / timedelta(seconds=seconds) < 1.25
        after = next_try_at - REAL


def test_what_is_refused_for_good_has_failed_at_once_and_nobody_owns_it_yet(app: Flask) -> None:
    post_one()
    channel = FakeChannel(failures=[NotDelivered("550 no such mailbox", permanent=True)])
    deliver(channel)
    assert (the_delivery().state, the_delivery().failure) == (DeliveryState.FAILED, "550 no such mailbox")
    (failed,) = all_of(FailedDelivery)
    assert (failed.failed_at, failed.owner, failed.resolved_at) == (NOON, "", None)
    assert deliver(channel, after=timedelta(days=1)) == 0


def test_a_refusal_after_which_another_try_would_come_too_late_is_a_failure(app: Flask) -> None:
    post_one(useful_until=NOON + timedelta(seconds=30))
    deliver(FakeChannel(failures=["busy"]))
    assert (the_delivery().state, the_delivery().failure) == (DeliveryState.FAILED, "busy")


def test_a_reminder_that_comes_too_late_is_dropped_with_a_note_and_nobody_need_see_to_it(app: Flask) -> None:
    post_one(useful_until=NOON, lapses=True)
    channel = FakeChannel()
    assert deliver(channel, office=NOON) == 1
    assert channel.letters == []
    assert the_delivery().state is DeliveryState.DROPPED
    assert the_delivery().failure == "too late to be useful: not delivered while it was useful"
    assert all_of(FailedDelivery) == []


def test_a_reminder_that_was_refused_until_it_was_too_late_has_failed_and_says_why(app: Flask) -> None:
    post_one(useful_until=NOON + timedelta(minutes=20), lapses=True)
    channel = FakeChannel(failures=["the mail server is busy"] * 2)
    deliver(channel)
    deliver(channel, office=NOON + timedelta(minutes=19, seconds=30), after=timedelta(minutes=1))
    assert (the_delivery().state, the_delivery().failure) == (DeliveryState.FAILED, "the mail server is busy")
    assert len(all_of(FailedDelivery)) == 1


def test_a_reminder_whose_time_passes_between_two_tries_was_refused_all_the_same(app: Flask) -> None:
    post_one(useful_until=NOON + timedelta(minutes=20), lapses=True)
    channel = FakeChannel(failures=["the mail server is busy"])
    deliver(channel)
    deliver(channel, office=NOON + timedelta(minutes=20), after=timedelta(hours=1))
    assert (the_delivery().state, the_delivery().failure) == (DeliveryState.FAILED, "the mail server is busy")


def test_a_reminder_that_only_waited_while_the_clock_was_doubted_was_never_refused(app: Flask) -> None:
    post_one(useful_until=NOON, lapses=True)
    deliver(FakeChannel(), may_give_up=lambda: False)
    assert the_delivery().state is DeliveryState.WAITING
    deliver(FakeChannel(), after=timedelta(hours=1))
    assert the_delivery().state is DeliveryState.DROPPED
    assert all_of(FailedDelivery) == []


def test_three_days_after_it_was_due_any_message_has_failed(app: Flask) -> None:
    post_one(useful_until=FRIDAY_MORNING + timedelta(days=30))
    channel = FakeChannel()
    deliver(channel, office=FRIDAY_MORNING + timedelta(days=3))
    assert (channel.letters, the_delivery().state) == ([], DeliveryState.FAILED)


def test_later_news_about_the_same_thing_waits_for_the_earlier(app: Flask) -> None:
    post_one("booked:5")
    post_one("reminder:5")
    channel = FakeChannel(failures=["busy"])
    assert deliver(channel) == 1  # the second is not even tried
    assert deliver(channel, after=timedelta(minutes=1)) == 2
    assert [letter.key for letter in channel.letters] == ["mail-booked:5", "mail-reminder:5"]


def test_what_failed_holds_nothing_back(app: Flask) -> None:
    post_one("booked:5")
    post_one("reminder:5")
    channel = FakeChannel(failures=[NotDelivered("550 no such mailbox", permanent=True)])
    assert deliver(channel) == 2
    assert [letter.key for letter in channel.letters] == ["mail-reminder:5"]


@pytest.mark.parametrize("other", [{"about": "booking:6"}, {"recipient": "seeker:2"}], ids=str)
def test_other_bookings_and_other_people_wait_for_nobody(app: Flask, other: dict[str, Any]) -> None:
    post_one("booked:5")
    post_one("booked:6", **other)
    channel = FakeChannel(failures=["busy"])
    assert deliver(channel) == 2
    assert [letter.key for letter in channel.letters] == ["mail-booked:6"]


def test_news_that_is_overtaken_while_it_fails_stays_dropped(app: Flask) -> None:
    post_one()
    overtaken = partial(drop_waiting, recipient="seeker:1", about="booking:5", why="overtaken by newer news")
    deliver(FakeChannel(failures=["busy"], meanwhile=lambda: transact(overtaken)))
    assert (the_delivery().state, the_delivery().lease) == (DeliveryState.DROPPED, None)


def test_a_worker_that_dies_while_sending_is_followed_by_another_with_the_same_key(app: Flask) -> None:
    post_one()
    channel = FakeChannel(meanwhile=_die)
    with pytest.raises(Killed):
        deliver(channel)
    assert deliver(channel, after=timedelta(seconds=59)) == 0  # the dead worker's lease still runs
    assert deliver(channel, after=timedelta(seconds=60)) == 1
    first, second = channel.letters
    assert first.key == second.key


def test_two_workers_at_once_send_a_letter_once(app: Flask) -> None:
    post_one()
    other = FakeChannel()
    deliver(FakeChannel(meanwhile=lambda: _run(other)))
    assert other.letters == []


def test_a_message_with_nobody_to_write_to_is_dropped_and_says_so(app: Flask) -> None:
    post_one()
    channel = FakeChannel()
    deliver(channel, compose=write_to_nobody)
    assert channel.letters == []
    assert (the_delivery().state, the_delivery().failure) == (DeliveryState.DROPPED, "nobody to write to")


def test_what_has_been_due_longest_goes_first(app: Flask) -> None:
    post_one("second", about="booking:6", due=NOON)
    post_one("first", due=FRIDAY_MORNING)
    channel = FakeChannel()
    deliver(channel)
    assert [letter.key for letter in channel.letters] == ["mail-first", "mail-second"]


def test_a_message_whose_transaction_fails_is_never_told(app: Flask) -> None:
    def fail(session: Session) -> None:
        post(
            session,
            recipient="seeker:1",
            kind="booked",
            fact="x",
            about="booking:5",
            references={},
            deliveries={"mail": NOON},
            now=NOON,
        )
        raise LookupError

    with pytest.raises(LookupError):
        transact(fail)
    assert inbox() == []


@pytest.mark.parametrize("window", [{}, {"useful_until": NOON, "lapses": True}], ids=["news", "old reminder"])
def test_what_was_posted_for_a_channel_that_is_no_more_has_failed(app: Flask, window: dict[str, Any]) -> None:
    post_one(**window)
    assert len(list(deliver_due({}, write, clock=lambda: Clocks(office=NOON, real=REAL)))) == 1
    assert (the_delivery().state, the_delivery().failure) == (DeliveryState.FAILED, NO_CHANNEL)
    assert [failed.failed_at for failed in all_of(FailedDelivery)] == [NOON]


def test_a_worker_that_is_told_to_stop_ends_its_letter_and_leases_no_more(app: Flask) -> None:
    post_one("booked:5")
    post_one("booked:6", about="booking:6")
    channel, clock = FakeChannel(), Clocks(NOON, REAL)
    tried = deliver_due({"mail": channel}, write, clock=lambda: clock, is_stopping=lambda: len(channel.letters) > 0)
    assert len(list(tried)) == 1
    assert [(one.state, one.lease) for one in all_of(Delivery)] == [
        (DeliveryState.SENT, None),
        (DeliveryState.WAITING, None),
    ]


def test_each_lease_begins_with_a_clock_that_was_just_read(app: Flask) -> None:
    post_one("booked:5")
    post_one("booked:6", about="booking:6")
    slow = timedelta(seconds=50)  # that the first letter takes
    channel = FakeChannel()
    tried = deliver_due({"mail": channel}, write, clock=lambda: Clocks(NOON, REAL + slow * len(channel.letters)))
    next(tried)
    assert [one.leased_until for one in all_of(Delivery)] == [None, REAL + slow + LEASE]


def _die() -> None:
    raise Killed


def _run(channel: FakeChannel) -> None:
    deliver(channel, after=timedelta(seconds=1))


def test_what_was_sent_stays_sent_when_the_next_cannot_be_leased(app: Flask) -> None:
    """Or its recipient would get it once more a minute later."""
    post_one()
    post_one("moved:5", about="booking:6", recipient="seeker:2")
    channel, clocks = FakeChannel(), iter([Clocks(NOON, REAL)] * 2)
    with pytest.raises(RuntimeError):
        list(deliver_due({"mail": channel}, write, clock=lambda: next(clocks)))
    assert sorted(one.state for one in all_of(Delivery)) == [DeliveryState.SENT, DeliveryState.WAITING]
    assert [one.leased_until for one in all_of(Delivery)] == [None, None]


def test_newer_news_takes_what_had_failed_off_the_list(app: Flask) -> None:
    """Or somebody would send it again, when it is no longer true."""
    post_one()
    post_one("booked:6", about="booking:6")
    refusing = FakeChannel(failures=[NotDelivered("550", permanent=True)] * 2)
    deliver(refusing)
    overtaken = partial(drop_waiting, recipient="seeker:1", about="booking:5", why="overtaken by newer news")
    transact(overtaken)
    first, other = sorted(all_of(Delivery), key=lambda one: one.id)
    assert (first.state, first.failure) == (DeliveryState.DROPPED, "overtaken by newer news")
    assert [failed.delivery_id for failed in all_of(FailedDelivery)] == [other.id]


def test_newer_news_of_one_kind_leaves_the_others(app: Flask) -> None:
    post_one("email_changed:1", kind="email_changed", about="seeker:1")
    post_one("sign_in_locked:1", kind="sign_in_locked", about="seeker:1")
    deliver(FakeChannel(failures=[NotDelivered("550", permanent=True)] * 2))
    transact(partial(drop_waiting, recipient="seeker:1", about="seeker:1", kind="email_changed", why="overtaken"))
    assert [one.state for one in all_of(Delivery)] == [DeliveryState.DROPPED, DeliveryState.FAILED]
    assert [failed.delivery_id for failed in all_of(FailedDelivery)] == [all_of(Delivery)[1].id]


def test_what_failed_is_forgotten_with_its_message(app: Flask) -> None:
    post_one()
    deliver(FakeChannel(failures=[NotDelivered("550", permanent=True)]))
    a_year_later = FRIDAY_MORNING + timedelta(days=366)
    assert transact(partial(forget_messages, made_before=a_year_later, most=10)) == 1
    assert (all_of(Message), all_of(FailedDelivery)) == ([], [])
