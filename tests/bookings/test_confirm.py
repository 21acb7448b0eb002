"""Confirming what is held: the last step of the web's way to a booking."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.availability.refusals import DeadlinePassed, SlotTaken
from booking.bookings.book import book
from booking.bookings.draft import accept_terms, write_draft
from booking.bookings.hold import give_up, hold
from booking.bookings.refusals import ConsentMissing, RegistrationNotValid, TermsOutdated, TopicMissing, UnknownHold
from booking.bookings.rules.wishes import Wish
from booking.core.channels import Channel
from booking.tables import Booking, DeskClaim, Hold, SeekerClaim
from tests.bookings.builders import (
    SHIGA_CLERK,
    TERMS,
    THU_10,
    TOPIC,
    WED_10,
    WED_11,
    all_of,
    change_seeker,
    filled_hold,
    how_many,
    phone_request,
    renew_terms,
    the_booking,
    the_hold,
    web_request,
)
from tests.bookings.confirming import confirm
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

SOON = FRIDAY_MORNING + timedelta(minutes=10)
AFTER_THE_LAPSE = FRIDAY_MORNING + timedelta(minutes=30)


def test_confirming_books_what_was_held_and_written(app: Flask) -> None:
    token = filled_hold()
    write_draft(token, topic=TOPIC, wishes=[Wish.CAPTIONS], now=FRIDAY_MORNING)
    booking = the_booking(confirm(token, seeker_id=seeker_id(MISAKI), now=SOON))
    assert (booking.starts_at, booking.channel) == (office_time(WED_10), Channel.WEB)
    assert (booking.topic, booking.wishes) == (TOPIC, ["captions"])
    assert (booking.terms_version, booking.consented_at) == (TERMS, FRIDAY_MORNING)


def test_the_claims_of_the_hold_become_the_bookings(app: Flask) -> None:
    token = filled_hold()
    held = [claim.id for claim in all_of(DeskClaim)]
    booking = the_booking(confirm(token, seeker_id=seeker_id(MISAKI), now=SOON))
    assert [claim.id for claim in all_of(DeskClaim)] == held
    owners = [(claim.booking_id, claim.hold_id, claim.expires_at) for claim in all_of(SeekerClaim)]
    owners += [(claim.booking_id, claim.hold_id, claim.expires_at) for claim in all_of(DeskClaim)]
    assert set(owners) == {(booking.id, None, None)}


def test_a_used_hold_names_its_booking_and_has_ended(app: Flask) -> None:
    token = filled_hold()
    booking = the_booking(confirm(token, seeker_id=seeker_id(MISAKI), now=SOON))
    assert (the_hold(token).booking_id, the_hold(token).ended_at) == (booking.id, SOON)


def test_confirming_twice_answers_the_same_number(app: Flask) -> None:
    token = filled_hold()
    first = confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)
    assert confirm(token, seeker_id=seeker_id(MISAKI), now=SOON) == first
    assert how_many(Booking) == 1


def test_the_confirmed_number_is_answered_even_after_the_deadline(app: Flask) -> None:
    token = filled_hold()
    first = confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)
    assert confirm(token, seeker_id=seeker_id(MISAKI), now=office_time("2026-11-24 09:00")) == first


def test_a_hold_is_confirmed_until_midnight_and_not_at_midnight(app: Flask) -> None:
    late = office_time("2026-11-20 23:50")  # Friday, the deadline day
    misakis, taros = filled_hold(now=late), filled_hold(TARO, starts=WED_11, now=late)
    confirm(misakis, seeker_id=seeker_id(MISAKI), now=office_time("2026-11-20 23:59:59"))
    with pytest.raises(DeadlinePassed):
        confirm(taros, seeker_id=seeker_id(TARO), now=office_time("2026-11-21 00:00"))


def test_a_lapsed_hold_books_afresh_while_the_place_is_free(app: Flask) -> None:
    token = filled_hold()
    booking = the_booking(confirm(token, seeker_id=seeker_id(MISAKI), now=AFTER_THE_LAPSE))
    assert {claim.booking_id for claim in all_of(DeskClaim)} == {booking.id}
    assert the_hold(token).booking_id == booking.id


def test_a_lapsed_hold_whose_place_is_gone_is_refused_with_other_times(app: Flask) -> None:
    token = filled_hold()
    book(web_request(TARO), now=AFTER_THE_LAPSE)
    with pytest.raises(SlotTaken) as refused:
        confirm(token, seeker_id=seeker_id(MISAKI), now=AFTER_THE_LAPSE)
    assert office_time(WED_11) in refused.value.alternatives
    assert the_hold(token).topic == TOPIC


def test_a_hold_that_was_given_up_still_books_from_its_old_page(app: Flask) -> None:
    token = filled_hold()
    give_up(token, seeker_id=seeker_id(MISAKI), now=SOON)
    confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)
    assert how_many(Booking) == 1


def test_two_holds_of_the_same_slot_lead_to_one_booking_and_both_show_it(app: Flask) -> None:
    old = filled_hold()
    give_up(old, seeker_id=seeker_id(MISAKI), now=SOON)
    new = filled_hold(now=SOON)
    number = confirm(old, seeker_id=seeker_id(MISAKI), now=SOON)
    assert confirm(new, seeker_id=seeker_id(MISAKI), now=SOON) == number
    assert {hold.booking_id for hold in all_of(Hold)} == {the_booking(number).id}


def test_nobody_confirms_another_seekers_hold(app: Flask) -> None:
    token = filled_hold()
    with pytest.raises(UnknownHold):
        confirm(token, seeker_id=seeker_id(TARO), now=SOON)


def test_an_invented_hold_is_unknown(app: Flask) -> None:
    with pytest.raises(UnknownHold):
        confirm("nobody-was-given-this", seeker_id=seeker_id(MISAKI), now=SOON)


def test_without_consent_nothing_is_booked(app: Flask) -> None:
    token = hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    write_draft(token, topic=TOPIC, wishes=(), now=FRIDAY_MORNING)
    with pytest.raises(ConsentMissing):
        confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)


def test_without_a_topic_nothing_is_booked(app: Flask) -> None:
    token = hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    accept_terms(token, TERMS, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    with pytest.raises(TopicMissing):
        confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)


def test_terms_that_change_between_consent_and_confirmation_are_shown_again(app: Flask) -> None:
    token = filled_hold()
    renew_terms("omura-soudan")
    with pytest.raises(TermsOutdated) as refused:
        confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)
    assert refused.value.current == "2026-11-20"


def test_the_registration_is_checked_again_at_the_confirmation(app: Flask) -> None:
    token = filled_hold()
    change_seeker(MISAKI, registration_valid_until=None)
    with pytest.raises(RegistrationNotValid):
        confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)
    assert how_many(Booking) == 0


def test_a_hold_in_another_tab_does_not_block_the_seekers_own_phone_booking(app: Flask) -> None:
    token = filled_hold()
    booking = the_booking(book(phone_request(), now=SOON))
    assert booking.channel is Channel.PHONE
    assert confirm(token, seeker_id=seeker_id(MISAKI), now=SOON) == booking.number


def test_a_hold_gives_way_to_the_seekers_booking_at_another_office_in_the_same_hour(app: Flask) -> None:
    filled_hold()
    by_phone = phone_request(procedure="shiga-soudan", starts="2026-11-25 09:30", clerk=SHIGA_CLERK)
    booking = the_booking(book(by_phone, now=SOON))
    assert {claim.booking_id for claim in all_of(SeekerClaim)} == {booking.id}


def test_a_hold_on_another_day_outlives_a_booking_of_another_procedure(app: Flask) -> None:
    token = filled_hold(starts=THU_10)
    book(phone_request(procedure="omura-nintei", starts="2026-11-25 13:30"), now=SOON)
    confirm(token, seeker_id=seeker_id(MISAKI), now=SOON)
    assert how_many(Booking) == 2
