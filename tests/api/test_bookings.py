"""Booking, reading, cancelling and moving by program: the rules of the pages, in JSON."""

import pytest
from flask import Flask

from booking.core.lookup_limit import LOOKUPS
from tests.api.calls import THURSDAY, WEDNESDAY, Caller, problem_of, wanted
from tests.town import StandingClock
from tests.web.staff_visits import audit_acts, issue_meetings

pytestmark = pytest.mark.any_engine


@pytest.mark.each_engine
def test_a_booking_is_answered_with_its_address_and_reads_as_it_was_made(misaki: Caller) -> None:
    made = misaki.post("/bookings", wanted())
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1/bookings/{made.json['number']}"
    assert misaki.get(f"/bookings/{made.json['number']}").json == made.json
    assert (made.json["procedure"], made.json["status"], made.json["channel"]) == ("omura-soudan", "booked", "web")
    assert (made.json["starts_at"], made.json["ends_at"]) == (WEDNESDAY, "2026-11-25T10:30:00+09:00")
    assert made.json["meeting"] == {"state": "wanted", "id": None, "passcode": None, "join_url": None}


@pytest.mark.each_engine
def test_the_meeting_is_read_when_it_is_issued(served: Flask, misaki: Caller) -> None:
    number = misaki.book()
    issue_meetings(served)
    meeting = misaki.get(f"/bookings/{number}").json["meeting"]
    assert meeting["state"] == "issued"
    assert meeting["passcode"].isdigit()
    assert meeting["id"] in meeting["join_url"]


@pytest.mark.each_engine
def test_any_offset_names_the_same_slot(misaki: Caller) -> None:
    answer = misaki.post("/bookings", wanted(starts_at="2026-11-25T01:00:00Z"))
    assert (answer.status_code, answer.json["starts_at"]) == (201, WEDNESDAY)


def test_a_moment_without_an_offset_is_refused_at_its_field(misaki: Caller) -> None:
    answer = misaki.post("/bookings", wanted(starts_at="2026-11-25T10:00:00"))
    assert problem_of(answer) == (422, "invalid-fields")
    assert [error["pointer"] for error in answer.json["errors"]] == ["/starts_at"]


@pytest.mark.each_engine
def test_the_loser_of_a_slot_is_told_the_nearest_open_ones_and_whom_to_call(misaki: Caller, kakuto: Caller) -> None:
    misaki.book()
    answer = kakuto.post("/bookings", wanted())
    assert problem_of(answer) == (409, "slot-taken")
    assert answer.json["alternatives"][:2] == ["2026-11-25T11:00:00+09:00", "2026-11-25T15:00:00+09:00"]
    assert answer.json["office"]["phone"] == "0957-40-0032"


def test_a_passed_deadline_is_told_with_its_moment(misaki: Caller, clock: StandingClock) -> None:
    clock.set("2026-11-21 00:00")  # Saturday: Friday's midnight has closed Wednesday
    answer = misaki.post("/bookings", wanted())
    assert problem_of(answer) == (409, "deadline-passed")
    assert answer.json["closes_at"] == "2026-11-21T00:00:00+09:00"


@pytest.mark.each_engine
def test_the_same_key_again_answers_the_booking_as_it_is_now(misaki: Caller) -> None:
    first = misaki.post("/bookings", wanted(), key="once")
    misaki.post(f"/bookings/{first.json['number']}/cancel")
    again = misaki.post("/bookings", wanted(), key="once")
    assert (again.status_code, again.json["number"]) == (201, first.json["number"])
    assert again.json["status"] == "cancelled_by_seeker"
    assert len(misaki.get("/bookings").json["items"]) == 1


def test_a_key_with_another_body_is_refused(misaki: Caller) -> None:
    misaki.post("/bookings", wanted(), key="once")
    assert problem_of(misaki.post("/bookings", wanted(topic="別の相談"), key="once")) == (422, "key-reused")


@pytest.mark.each_engine
def test_a_key_of_somebody_else_is_no_repetition(misaki: Caller, kakuto: Caller) -> None:
    misaki.post("/bookings", wanted(), key="once")
    assert problem_of(kakuto.post("/bookings", wanted(), key="once")) == (409, "slot-taken")


@pytest.mark.parametrize("key", ["", "k" * 101, "two words", "鍵"])
def test_without_a_proper_key_nothing_is_booked(misaki: Caller, key: str) -> None:
    headers = {"Authorization": f"Bearer {misaki.token}", "Idempotency-Key": key.encode().decode("latin-1")}
    answer = misaki.client.post("/api/v1/bookings", json=wanted(), headers=headers)
    assert problem_of(answer) == (400, "idempotency-key-missing")
    assert misaki.get("/bookings").json["items"] == []


def test_a_key_may_be_a_hundred_characters_long(misaki: Caller) -> None:
    assert misaki.post("/bookings", wanted(), key="~" * 100).status_code == 201


@pytest.mark.each_engine
def test_a_move_keeps_the_number_and_is_done_once(misaki: Caller) -> None:
    number = misaki.book()
    moved = misaki.post(f"/bookings/{number}/move", {"starts_at": THURSDAY}, key="move")
    again = misaki.post(f"/bookings/{number}/move", {"starts_at": THURSDAY}, key="move")
    assert (moved.status_code, moved.json["number"], moved.json["starts_at"]) == (200, number, THURSDAY)
    assert moved.json["sequence"] == again.json["sequence"] == 1
    assert problem_of(misaki.post(f"/bookings/{number}/move", {"starts_at": THURSDAY})) == (409, "same-slot")


@pytest.mark.each_engine
def test_a_cancelled_booking_gives_its_place_back(misaki: Caller, kakuto: Caller) -> None:
    number = misaki.book()
    cancelled = misaki.post(f"/bookings/{number}/cancel", {"reason": "都合が悪くなった"})
    assert (cancelled.status_code, cancelled.json["status"]) == (200, "cancelled_by_seeker")
    assert cancelled.json["meeting"]["state"] == "withdrawn"
    kakuto.book()
    assert problem_of(misaki.post(f"/bookings/{number}/move", {"starts_at": THURSDAY})) == (409, "not-open-any-more")


def test_a_refusal_keeps_its_own_status_apart_from_that_of_http(misaki: Caller) -> None:
    number = misaki.book()
    misaki.post(f"/bookings/{number}/cancel")
    refused = misaki.post(f"/bookings/{number}/move", {"starts_at": THURSDAY})
    assert (refused.json["status"], refused.json["booking_status"]) == (409, "cancelled_by_seeker")


def test_a_booking_of_somebody_else_is_unknown(misaki: Caller, kakuto: Caller) -> None:
    number = misaki.book()
    assert problem_of(kakuto.get(f"/bookings/{number}")) == (404, "unknown-booking")
    assert problem_of(kakuto.post(f"/bookings/{number}/cancel")) == (404, "unknown-booking")
    assert problem_of(kakuto.post(f"/bookings/{number}/move", {"starts_at": THURSDAY})) == (404, "unknown-booking")
    assert kakuto.get("/bookings").json == {"items": [], "next": None}


def test_a_clerk_books_for_a_seeker_of_the_own_office(clerk: Caller, kakuto: Caller) -> None:
    number = clerk.book(seeker="70000-0000003", channel="phone")
    assert kakuto.get(f"/bookings/{number}").json["channel"] == "phone"
    assert [one["number"] for one in clerk.get("/bookings").json["items"]] == [number]


def test_a_clerk_names_a_seeker_of_another_office_by_number_and_birth_date(served: Flask, clerk: Caller) -> None:
    taro = wanted(seeker="70000-0000001", channel="phone")
    assert problem_of(clerk.post("/bookings", taro)) == (404, "unknown-seeker")
    assert problem_of(clerk.post("/bookings", taro | {"birth_date": "1979-04-03"})) == (404, "unknown-seeker")
    assert clerk.post("/bookings", taro | {"birth_date": "1979-04-02"}).status_code == 201
    assert any("open_seeker" in act for act in audit_acts(served))


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({}, "/seeker"),
        ({"seeker": "70000-0000003"}, "/channel"),
        ({"seeker": "70000-0000003", "channel": "web"}, "/channel"),
    ],
)
def test_a_clerk_says_for_whom_and_how_they_called(clerk: Caller, other: dict[str, str], pointer: str) -> None:
    answer = clerk.post("/bookings", wanted(**other))
    assert problem_of(answer) == (422, "invalid-fields")
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_token_that_tries_out_birth_dates_is_stopped_like_the_page(clerk: Caller) -> None:
    taro = wanted(seeker="70000-0000001", channel="phone")
    for day in range(LOOKUPS):
        guess = taro | {"birth_date": f"1980-05-{day + 1:02}"}
        assert problem_of(clerk.post("/bookings", guess)) == (404, "unknown-seeker")
    stopped = clerk.post("/bookings", taro | {"birth_date": "1979-04-02"})
    assert problem_of(stopped) == (429, "too-many-misses")
    assert stopped.headers["Retry-After"] == "600"


@pytest.mark.parametrize("typed", ["\0", "nobody\0"])
def test_a_seeker_number_with_a_nul_is_no_text(clerk: Caller, typed: str) -> None:
    answer = clerk.post("/bookings", wanted(seeker=typed, channel="phone"))
    assert problem_of(answer) == (422, "invalid-fields")


def test_a_clerk_books_at_no_other_office(clerk: Caller) -> None:
    body = wanted(procedure="shiga-soudan", seeker="70000-0000003", channel="phone")
    assert problem_of(clerk.post("/bookings", body)) == (404, "unknown-procedure")


def test_after_the_deadline_a_clerk_gives_a_reason(clerk: Caller, clock: StandingClock) -> None:
    clock.set("2026-11-24 09:00")  # Tuesday: Wednesday closed on Friday
    body = wanted(seeker="70000-0000003", channel="phone")
    assert problem_of(clerk.post("/bookings", body)) == (409, "late-reason-missing")
    assert clerk.post("/bookings", body | {"late_reason": "面接が明後日のため"}).status_code == 201


def test_what_staff_may_say_seekers_may_not(misaki: Caller) -> None:
    number = misaki.book()
    assert problem_of(misaki.post("/bookings", wanted(seeker="70000-0000003")))[0] == 422
    assert problem_of(misaki.post("/bookings", wanted(channel="phone")))[0] == 422
    news = {"notified_at": "2026-11-20T08:00:00+09:00"}
    assert problem_of(misaki.post(f"/bookings/{number}/cancel", news))[0] == 422


def test_staff_cancel_with_a_reason_and_the_news_makes_it_the_seekers(clerk: Caller, misaki: Caller) -> None:
    number = misaki.book()
    assert problem_of(clerk.post(f"/bookings/{number}/cancel")) == (422, "cancel-reason-missing")
    body = {"reason": "体調不良", "notified_at": "2026-11-20T08:30:00+09:00"}
    assert clerk.post(f"/bookings/{number}/cancel", body).json["status"] == "cancelled_by_seeker"


def test_each_showing_of_a_passcode_to_staff_is_audited(
    served: Flask, clerk: Caller, counsellor: Caller, misaki: Caller
) -> None:
    number = misaki.book()
    issue_meetings(served)
    assert clerk.get("/bookings").json["items"][0]["meeting"]["passcode"] is None
    assert counsellor.get(f"/bookings/{number}").json["meeting"]["passcode"] is None
    assert not any("show_passcode" in act for act in audit_acts(served))
    assert clerk.get(f"/bookings/{number}").json["meeting"]["passcode"].isdigit()
    assert sum("show_passcode" in act for act in audit_acts(served)) == 1


def test_a_counsellor_books_nothing(counsellor: Caller) -> None:
    body = wanted(seeker="70000-0000003", channel="phone")
    assert problem_of(counsellor.post("/bookings", body)) == (403, "not-allowed")


@pytest.mark.each_engine
def test_long_lists_come_in_pages(clerk: Caller, misaki: Caller, kakuto: Caller) -> None:
    first, second = misaki.book(), kakuto.book(starts_at=THURSDAY)
    page = clerk.get("/bookings?limit=1").json
    assert [one["number"] for one in page["items"]] == [second]
    rest = clerk.follow(page["next"]).json
    assert ([one["number"] for one in rest["items"]], rest["next"]) == ([first], None)


@pytest.mark.each_engine
def test_the_inbox_tells_what_happened(misaki: Caller) -> None:
    number = misaki.book()
    misaki.post(f"/bookings/{number}/cancel")
    newest, before, oldest = misaki.get("/inbox").json["items"]
    assert [newest["kind"], before["kind"], oldest["kind"]] == ["cancelled", "booked", "token_made"]
    assert (before["booking"], oldest["booking"]) == (number, None)
    assert "職業相談" in before["subject"]
    page = misaki.get("/inbox?limit=1").json
    assert page["next"].endswith(f"before={newest['id']}&limit=1")


def test_staff_have_no_inbox(clerk: Caller) -> None:
    assert problem_of(clerk.get("/inbox")) == (403, "not-allowed")
