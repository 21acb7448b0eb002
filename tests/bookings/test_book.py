"""A booking: what it writes, what it answers a second time, and whom it refuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from booking.audit.refusals import KeyReused
from booking.availability.refusals import (
    ChannelClosed,
    NoSuchSlot,
    NotYetOpen,
    OnClosingDay,
    OverlapsOwnBooking,
    SlotPast,
    SlotTaken,
    UnknownProcedure,
)
from booking.bookings.book import book
from booking.bookings.refusals import RegistrationNotValid, TermsOutdated, TooManyOpenBookings
from booking.bookings.rules.booking_numbers import is_booking_number
from booking.core.channels import Channel
from booking.people.refusals import MyPageNotOpened
from booking.tables import (
    AuditLine,
    Booking,
    BookingStatus,
    DeskClaim,
    IdempotencyKey,
    MeetingState,
    SeekerClaim,
)
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import (
    SHIGA_CLERK,
    SHIOMIZAKA_CLERK,
    TERMS,
    THU_10,
    TOPIC,
    WED_10,
    WED_11,
    all_of,
    change_seeker,
    crowd,
    how_many,
    phone_request,
    the_booking,
    the_meeting,
    web_request,
)
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, NAIKO, TARO, office_time, seeker_id, staff_id

KAKUTO, LAN = "70000-0000003", "70000-0000006"
WRITTEN = (Booking, AuditLine, IdempotencyKey, DeskClaim, SeekerClaim, Message, Delivery)


def clocks(claims: list[DeskClaim] | list[SeekerClaim]) -> list[str]:
    """The claimed ticks on the office's clock."""
    return sorted(f"{claim.tick + timedelta(hours=9):%d %H:%M}" for claim in claims)


def test_a_booking_is_written_as_it_was_asked_for(app: Flask) -> None:
    booking = the_booking(book(web_request(wishes=("interpreter",)), now=FRIDAY_MORNING))
    assert booking.seeker_id == seeker_id(MISAKI)
    assert (booking.starts_at, booking.ends_at) == (office_time(WED_10), office_time("2026-11-25 10:30"))
    assert (booking.day, booking.status, booking.channel) == (date(2026, 11, 25), BookingStatus.BOOKED, Channel.WEB)
    assert (booking.topic, booking.wishes) == (TOPIC, ["interpreter"])
    assert (booking.terms_version, booking.consented_at) == (TERMS, FRIDAY_MORNING)
    assert (booking.booked_at, booking.booked_by_staff_id, booking.late_reason) == (FRIDAY_MORNING, None, "")
    assert booking.desk.code == "omura-desk-1"
    assert is_booking_number(booking.number)


def test_a_booking_takes_the_ticks_of_its_seeker_and_one_resting_tick_more_of_its_desk(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    assert clocks([*all_of(SeekerClaim)]) == ["25 10:00", "25 10:15"]
    assert clocks([*all_of(DeskClaim)]) == ["25 10:00", "25 10:15", "25 10:30"]
    assert {claim.expires_at for claim in all_of(DeskClaim)} == {None}


def test_a_booking_leaves_one_audit_line_that_names_nobody(app: Flask) -> None:
    before = how_many(AuditLine)
    number = book(web_request(), now=FRIDAY_MORNING)
    *_, line = all_of(AuditLine)
    assert how_many(AuditLine) == before + 1
    assert (line.at, line.actor, line.act) == (FRIDAY_MORNING, f"seeker:{seeker_id(MISAKI)}", "book")
    assert line.object == f"booking:{number}"
    assert "美咲" not in str(line.facts)


def test_a_booking_wants_one_meeting(app: Flask) -> None:
    meeting = the_meeting(book(web_request(), now=FRIDAY_MORNING))
    assert (meeting.state, meeting.wanted_at, meeting.next_try_at) == (MeetingState.WANTED, FRIDAY_MORNING, None)
    assert meeting.passcode_sealed is None


def test_a_booking_tells_its_seeker_once_in_the_inbox_and_once_by_mail(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    (message,) = all_of(Message)
    (delivery,) = all_of(Delivery)
    assert (message.recipient, message.kind) == (f"seeker:{seeker_id(MISAKI)}", "booked")
    assert (delivery.channel, delivery.state) == ("mail", DeliveryState.WAITING)
    assert delivery.due_at == FRIDAY_MORNING + timedelta(minutes=15)


def test_the_same_request_again_answers_the_same_number_and_books_nothing(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    before = [how_many(table) for table in WRITTEN]
    assert book(web_request(), now=FRIDAY_MORNING + timedelta(hours=1)) == number
    assert [how_many(table) for table in WRITTEN] == before


def test_the_same_key_with_another_body_is_refused(app: Flask) -> None:
    book(web_request(key="pressed once"), now=FRIDAY_MORNING)
    with pytest.raises(KeyReused):
        book(web_request(key="pressed once", starts=WED_11), now=FRIDAY_MORNING)
    assert how_many(Booking) == 1


def test_the_same_key_with_other_terms_is_refused(app: Flask) -> None:
    request = web_request(key="pressed once")
    book(request, now=FRIDAY_MORNING)
    with pytest.raises(KeyReused):
        book(replace(request, terms_version="2020-01-01"), now=FRIDAY_MORNING)


def test_the_same_key_of_two_seekers_makes_two_bookings(app: Flask) -> None:
    book(web_request(key="pressed once"), now=FRIDAY_MORNING)
    book(web_request(KAKUTO, starts=WED_11, key="pressed once"), now=FRIDAY_MORNING)
    assert how_many(Booking) == 2


def test_a_refusal_leaves_nothing_behind(app: Flask) -> None:
    book(web_request(KAKUTO), now=FRIDAY_MORNING)
    before = [how_many(table) for table in WRITTEN]
    with pytest.raises(SlotTaken):
        book(web_request(), now=FRIDAY_MORNING)
    assert [how_many(table) for table in WRITTEN] == before


def test_a_key_whose_request_was_refused_may_be_used_again(app: Flask) -> None:
    change_seeker(MISAKI, my_page_opened=False)
    with pytest.raises(MyPageNotOpened):
        book(web_request(), now=FRIDAY_MORNING)
    change_seeker(MISAKI, my_page_opened=True)
    book(web_request(), now=FRIDAY_MORNING)
    assert how_many(Booking) == 1


def test_who_comes_second_is_offered_the_six_nearest_open_times(app: Flask) -> None:
    book(web_request(KAKUTO), now=FRIDAY_MORNING)
    with pytest.raises(SlotTaken) as refused:
        book(web_request(), now=FRIDAY_MORNING)
    assert refused.value.starts_at == office_time(WED_10)
    assert [f"{start:%d %H:%M}" for start in refused.value.alternatives] == [
        "25 11:00",
        "25 15:00",
        "26 10:00",
        "26 11:00",
        "26 15:00",
        "27 10:00",
    ]


def test_two_bookings_of_one_office_and_day_have_different_display_names(app: Flask) -> None:
    starts = (WED_10, WED_11, "2026-11-25 15:00")
    numbers = [
        book(web_request(seeker, starts=at), now=FRIDAY_MORNING)
        for seeker, at in zip((MISAKI, KAKUTO, LAN), starts, strict=True)
    ]
    assert len({the_booking(number).display_word for number in numbers}) == 3


def test_the_desks_of_an_office_fill_in_their_order(app: Flask) -> None:
    first, second, third = crowd(3)
    requests = [web_request(seeker, procedure="shiomizaka-soudan", starts=THU_10) for seeker in (first, second, third)]
    numbers = [book(request, now=FRIDAY_MORNING) for request in requests[:2]]
    assert [the_booking(number).desk.code for number in numbers] == ["shiomizaka-desk-1", "shiomizaka-desk-2"]
    with pytest.raises(SlotTaken):
        book(requests[2], now=FRIDAY_MORNING)


def test_neighbouring_consultations_of_45_minutes_leave_each_other_their_rest(app: Flask) -> None:
    for seeker, starts in ((TARO, "2026-11-25 09:30"), (MISAKI, "2026-11-25 10:30")):
        book(phone_request(seeker, procedure="shiga-soudan", starts=starts, clerk=SHIGA_CLERK), now=FRIDAY_MORNING)
    assert clocks([*all_of(DeskClaim)]) == [
        *("25 09:30", "25 09:45", "25 10:00", "25 10:15"),
        *("25 10:30", "25 10:45", "25 11:00", "25 11:15"),
    ]


def test_a_clerk_books_shiga_on_the_phone(app: Flask) -> None:
    request = phone_request(TARO, procedure="shiga-soudan", starts="2026-11-25 13:30", clerk=SHIGA_CLERK)
    booking = the_booking(book(request, now=FRIDAY_MORNING))
    assert (booking.channel, booking.consent) == (Channel.PHONE, "spoken")
    assert booking.booked_by_staff_id == staff_id(SHIGA_CLERK)
    *_, line = all_of(AuditLine)
    assert (line.actor, line.facts["seeker"]) == (f"staff:{staff_id(SHIGA_CLERK)}", seeker_id(TARO))


def test_shiga_is_not_booked_on_the_web_and_says_where_to_call(app: Flask) -> None:
    with pytest.raises(ChannelClosed) as refused:
        book(web_request(TARO, procedure="shiga-soudan", starts="2026-11-25 13:30"), now=FRIDAY_MORNING)
    assert "077-563-0350" in refused.value.why
    assert refused.value.office is not None
    assert refused.value.office.phone == "077-563-0350"


def test_omura_is_not_booked_at_the_counter(app: Flask) -> None:
    with pytest.raises(ChannelClosed):
        book(phone_request(channel=Channel.COUNTER), now=FRIDAY_MORNING)


def test_without_a_my_page_there_is_no_booking_even_by_phone(app: Flask) -> None:
    with pytest.raises(MyPageNotOpened):
        book(phone_request(HATSUE), now=FRIDAY_MORNING)


def test_an_ended_registration_is_told_with_its_last_day(app: Flask) -> None:
    with pytest.raises(RegistrationNotValid) as refused:
        book(web_request(NAIKO), now=FRIDAY_MORNING)
    assert refused.value.ended_on == date(2026, 10, 31)


def test_a_registration_that_ends_before_the_consultation_lets_it_be_booked(app: Flask) -> None:
    change_seeker(MISAKI, registration_valid_until=date(2026, 11, 20))  # Friday, the day of booking
    book(web_request(), now=FRIDAY_MORNING)
    assert how_many(Booking) == 1


def test_one_open_booking_of_a_procedure_is_the_limit(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    with pytest.raises(TooManyOpenBookings) as refused:
        book(web_request(starts=THU_10), now=FRIDAY_MORNING)
    assert (refused.value.limit, refused.value.numbers) == (1, (number,))


def test_pressing_for_a_time_that_is_booked_already_names_the_booking(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    with pytest.raises(TooManyOpenBookings) as refused:
        book(web_request(key="another page"), now=FRIDAY_MORNING)
    assert refused.value.numbers == (number,)


def test_an_ended_consultation_makes_room_for_the_next_booking(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    book(web_request(starts="2026-12-02 10:00"), now=office_time("2026-11-25 10:30"))  # both Wednesdays
    assert how_many(Booking) == 2


def test_two_procedures_of_one_office_may_both_be_booked(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    book(web_request(procedure="omura-nintei", starts="2026-11-25 13:30"), now=FRIDAY_MORNING)
    assert how_many(Booking) == 2


def test_a_seeker_is_not_in_two_consultations_of_two_offices_at_once(app: Flask) -> None:
    book(phone_request(procedure="shiga-soudan", starts="2026-11-25 09:30", clerk=SHIGA_CLERK), now=FRIDAY_MORNING)
    with pytest.raises(OverlapsOwnBooking) as refused:
        book(web_request(), now=FRIDAY_MORNING)  # 10:00, while Shiga's 45 minutes last until 10:15
    assert office_time(WED_11) in refused.value.alternatives


def test_a_closing_day_is_refused_with_its_name(app: Flask) -> None:
    request = web_request(procedure="shiomizaka-soudan", starts="2026-12-11 10:00")  # Friday
    with pytest.raises(OnClosingDay) as refused:
        book(request, now=office_time("2026-12-01 09:00"))
    assert refused.value.closing == "庁舎の設備点検"


def test_the_saturday_opening_is_booked_at_its_own_times(app: Flask) -> None:
    book(web_request(procedure="shiomizaka-soudan", starts="2026-12-12 13:30"), now=office_time("2026-12-01 09:00"))
    assert how_many(Booking) == 1


def test_a_consultation_that_has_begun_is_past(app: Flask) -> None:
    with pytest.raises(SlotPast):
        book(phone_request(late_reason="電話がつながらなかったため"), now=office_time(WED_10))


@pytest.mark.parametrize("starts", ["2026-11-25 10:15", "2026-11-24 10:00", "2026-11-25 10:00:01"])
def test_a_time_outside_the_timetable_is_no_slot(app: Flask, starts: str) -> None:
    with pytest.raises(NoSuchSlot):
        book(web_request(starts=starts), now=FRIDAY_MORNING)


def test_booking_opens_four_weeks_before_at_midnight(app: Flask) -> None:
    request = web_request(starts="2026-12-23 10:00")  # Wednesday
    with pytest.raises(NotYetOpen) as refused:
        book(request, now=office_time("2026-11-24 23:59"))
    assert refused.value.opens_at == office_time("2026-11-25 00:00")
    book(request, now=office_time("2026-11-25 00:00"))


def test_an_unknown_procedure_is_refused(app: Flask) -> None:
    with pytest.raises(UnknownProcedure):
        book(web_request(procedure="omura-nanika"), now=FRIDAY_MORNING)


def test_terms_of_an_older_version_do_not_book(app: Flask) -> None:
    with pytest.raises(TermsOutdated) as refused:
        book(web_request(terms_version="2025-04-01"), now=FRIDAY_MORNING)
    assert refused.value.current == TERMS


def test_a_counter_booking_at_shiomizaka_says_how_it_came(app: Flask) -> None:
    (seeker,) = crowd(1)
    at_counter = phone_request(
        seeker,
        procedure="shiomizaka-soudan",
        starts=THU_10,
        clerk=SHIOMIZAKA_CLERK,
        channel=Channel.COUNTER,
    )
    assert the_booking(book(at_counter, now=FRIDAY_MORNING)).channel is Channel.COUNTER
