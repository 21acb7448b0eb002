"""What the seeker writes into a hold: accepted terms and the topic."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.bookings.draft import accept_terms, write_draft
from booking.bookings.hold import hold
from booking.bookings.refusals import TermsOutdated, UnknownHold
from booking.bookings.rules.wishes import Wish
from tests.bookings.builders import TERMS, TOPIC, WED_10, filled_hold, renew_terms, the_hold
from tests.bookings.confirming import confirm
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

pytestmark = pytest.mark.any_engine

LATER = FRIDAY_MORNING + timedelta(minutes=5)
AFTER_THE_LAPSE = FRIDAY_MORNING + timedelta(hours=1)


@pytest.fixture
def token(app: Flask) -> str:
    """Misaki's hold of Wednesday at ten, in which nothing is written yet."""
    return hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)


@pytest.mark.each_engine
def test_accepted_terms_are_kept_with_their_version_and_moment(token: str) -> None:
    accept_terms(token, TERMS, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    assert (the_hold(token).terms_version, the_hold(token).terms_accepted_at) == (TERMS, FRIDAY_MORNING)


def test_agreeing_twice_keeps_the_first_moment(token: str) -> None:
    for moment in (FRIDAY_MORNING, LATER):
        accept_terms(token, TERMS, seeker_id=seeker_id(MISAKI), now=moment)
    assert the_hold(token).terms_accepted_at == FRIDAY_MORNING


def test_an_older_version_is_not_accepted(token: str) -> None:
    with pytest.raises(TermsOutdated) as refused:
        accept_terms(token, "2025-04-01", seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    assert refused.value.current == TERMS
    assert the_hold(token).terms_version is None


def test_a_new_version_is_accepted_over_the_old_one(token: str) -> None:
    accept_terms(token, TERMS, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    renew_terms("omura-soudan")
    accept_terms(token, "2026-11-20", seeker_id=seeker_id(MISAKI), now=LATER)
    assert (the_hold(token).terms_version, the_hold(token).terms_accepted_at) == ("2026-11-20", LATER)


def test_nobody_agrees_for_another_seeker(token: str) -> None:
    with pytest.raises(UnknownHold):
        accept_terms(token, TERMS, seeker_id=seeker_id(TARO), now=FRIDAY_MORNING)


def test_the_topic_is_kept_without_anybody_signed_in(token: str) -> None:
    write_draft(token, topic=TOPIC, wishes=[Wish.CAPTIONS, Wish.WRITING], now=LATER)
    held = the_hold(token)
    assert (held.topic, held.wishes, held.drafted_at) == (TOPIC, ["captions", "writing"], LATER)


def test_the_last_text_counts(token: str) -> None:
    for topic in ("はじめの文", TOPIC):
        write_draft(token, topic=topic, wishes=(), now=LATER)
    assert the_hold(token).topic == TOPIC


def test_a_lapsed_hold_still_takes_what_was_typed(token: str) -> None:
    write_draft(token, topic=TOPIC, wishes=(), now=AFTER_THE_LAPSE)
    assert the_hold(token).topic == TOPIC


@pytest.mark.each_engine
def test_a_used_hold_stays_as_it_is(app: Flask) -> None:
    token = filled_hold()
    confirm(token, seeker_id=seeker_id(MISAKI), now=LATER)
    write_draft(token, topic="あとから書いた文", wishes=(), now=LATER)
    assert the_hold(token).topic == TOPIC


def test_an_invented_hold_takes_nothing(app: Flask) -> None:
    with pytest.raises(UnknownHold):
        write_draft("nobody-was-given-this", topic=TOPIC, wishes=(), now=LATER)
