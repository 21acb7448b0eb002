"""The list of slots: public, and worth nothing the moment that a claim or the time changes it."""

import pytest
from flask import Flask

from booking.assets import assets
from booking.bookings.hold import extend, hold
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from tests.api.calls import THURSDAY, WEDNESDAY, Caller
from tests.api.watcher import SLOTS, Watcher, states
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, office_time, seeker_id


@pytest.fixture
def watcher(stranger: Caller) -> Watcher:
    seen = Watcher(stranger)
    assert not seen.changed()
    return seen


def test_every_slot_tells_state_reason_and_deadline(stranger: Caller) -> None:
    answer = stranger.get(f"{SLOTS}?from=2026-11-23&to=2026-11-25")
    assert answer.json["next"] is None
    assert answer.json["items"][0] == {
        "starts_at": WEDNESDAY,
        "ends_at": "2026-11-25T10:30:00+09:00",
        "state": "open",
        "reason": None,
        "detail": None,
        "free": 1,
        "closes_at": "2026-11-21T00:00:00+09:00",
    }


def test_without_days_it_is_today_to_the_end_of_the_window(stranger: Caller) -> None:
    starts = list(states(stranger))
    assert (starts[0], starts[-1]) == ("2026-11-20T10:00:00+09:00", "2026-12-18T15:00:00+09:00")


def test_the_desk_sees_its_own_deadline(stranger: Caller, clock: StandingClock) -> None:
    clock.set("2026-11-20 18:00")  # Friday: the desk has closed, the web has not
    assert states(stranger)[WEDNESDAY] == "open"
    assert states(stranger, "?channel=phone")[WEDNESDAY] == "closed"


def test_a_booking_a_move_and_a_cancellation_each_make_a_new_list(
    stranger: Caller, misaki: Caller, watcher: Watcher
) -> None:
    number = misaki.book()
    assert watcher.changed()
    misaki.post(f"/bookings/{number}/move", {"starts_at": THURSDAY})
    assert watcher.changed()
    assert (states(stranger)[WEDNESDAY], states(stranger)[THURSDAY]) == ("open", "full")
    misaki.post(f"/bookings/{number}/cancel")
    assert watcher.changed()
    assert not watcher.changed()


def test_a_place_given_back_and_another_one_taken_make_a_new_list(
    misaki: Caller, kakuto: Caller, watcher: Watcher
) -> None:
    # As many claims as before, by rows that SQLite would number alike if it could.
    number = misaki.book()
    assert watcher.changed()
    misaki.post(f"/bookings/{number}/cancel")
    kakuto.book(starts_at=THURSDAY)
    assert watcher.changed()


def test_at_the_deadline_the_list_is_another_without_any_write(stranger: Caller, clock: StandingClock) -> None:
    clock.set("2026-11-20 18:00")  # Friday, after its last consultation
    watcher = Watcher(stranger)
    clock.set("2026-11-20 23:59")
    assert not watcher.changed()
    clock.set("2026-11-21 00:00")  # the first moment at which Wednesday is refused
    assert watcher.changed()


def test_at_midnight_today_is_another_day(stranger: Caller, clock: StandingClock) -> None:
    clock.set("2026-11-26 23:59")  # Thursday
    watcher = Watcher(stranger)
    assert not watcher.changed()
    clock.set("2026-11-27 00:00")  # Friday: no deadline passes (Friday's was on Wednesday), but one day more is shown
    assert watcher.changed()


def test_the_opening_of_the_window_changes_given_days(stranger: Caller, clock: StandingClock) -> None:
    watcher = Watcher(stranger, "?from=2026-12-23&to=2026-12-23")  # Wednesday, 28 days after Wednesday 25 November
    clock.set("2026-11-24 23:59")
    assert not watcher.changed()
    clock.set("2026-11-25 00:00")
    assert watcher.changed()


def test_a_hold_that_lapses_opens_the_slot_without_any_write(
    served: Flask, stranger: Caller, watcher: Watcher, clock: StandingClock
) -> None:
    with served.app_context():
        token = hold("omura-soudan", office_time("2026-11-25 10:00"), seeker_id=seeker_id(MISAKI), now=clock())
    assert watcher.changed()
    with served.app_context():
        extend(token, seeker_id=seeker_id(MISAKI), now=clock())
    clock.move(minutes=31)  # the first half hour is over, the second is not
    assert states(stranger)[WEDNESDAY] == "full"
    clock.move(minutes=30)
    assert watcher.changed()
    assert states(stranger)[WEDNESDAY] == "open"


def test_a_changed_office_makes_a_new_list(served: Flask, watcher: Watcher) -> None:
    text = (assets("offices") / "omura.toml").read_text(encoding="utf-8").replace('"10:00"', '"10:15"')
    with served.app_context():
        import_office(read_office(text, file_name="omura.toml"), actor="test", now=FRIDAY_MORNING)
    assert watcher.changed()


def test_the_search_finds_what_people_type(stranger: Caller) -> None:
    found = stranger.get("/procedures?q=大村 認定").json["items"]
    assert [procedure["code"] for procedure in found] == ["omura-nintei"]
    assert found[0]["terms_version"] == "2026-10-01"


def test_procedures_come_in_pages(stranger: Caller) -> None:
    everything = [procedure["code"] for procedure in stranger.get("/procedures").json["items"]]
    seen: list[str] = []
    address = "/api/v1/procedures?limit=1"
    while address:
        page = stranger.follow(address).json
        seen.extend(procedure["code"] for procedure in page["items"])
        address = page["next"]
    assert seen == everything


def test_the_next_page_is_on_the_service_s_own_host_whatever_host_was_asked(stranger: Caller) -> None:
    assert stranger.get("/procedures?limit=1", Host="elsewhere.example.com").status_code == 400
    page = stranger.get("/procedures?limit=1", Host="localhost").json
    assert page["next"] == "http://127.0.0.1:8000/api/v1/procedures?q=&after=omura-soudan&limit=1"


def test_a_rule_with_a_first_day_changes_the_slots_of_its_days(
    served: Flask, stranger: Caller, watcher: Watcher
) -> None:
    timetables = "[[procedures.timetables]]"
    entry = "[[procedures.rules]]\nvalid_from = 2026-11-26\nlength_minutes = 45\nlead_open_days = 1\n"  # Thursday
    text = (assets("offices") / "omura.toml").read_text(encoding="utf-8")
    changed = text.replace(timetables, f"{entry}\n{timetables}", 1)
    with served.app_context():
        import_office(read_office(changed, file_name="omura.toml"), actor="test", now=FRIDAY_MORNING)
    assert watcher.changed()
    items = stranger.get(f"{SLOTS}?from=2026-11-25&to=2026-11-26").json["items"]
    assert [(one["ends_at"], one["closes_at"]) for one in (items[0], items[3])] == [
        ("2026-11-25T10:30:00+09:00", "2026-11-21T00:00:00+09:00"),
        ("2026-11-26T10:45:00+09:00", "2026-11-26T00:00:00+09:00"),
    ]
    (shown, *_) = stranger.get("/procedures?q=大村").json["items"]
    assert (shown["length_minutes"], shown["lead_open_days"]) == (30, 2)  # what holds today
