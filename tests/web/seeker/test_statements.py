"""How often each step of a booking asks the database: few times, for 200 people do at nine o'clock (rules.md#speed)."""

from flask import Flask

from tests.web.seeker_visits import TOPIC, WED_25, SeekerVisit
from tests.web.statements import statements

# A form that is sent and the page to which it leads count together. Each of the two asks who is signed in.
MOST = {"calendar": 6, "10時00分から予約する": 14, "同意する": 6, "確認へ進む": 5, "申込み": 18, "inbox": 4}


def test_no_step_of_a_booking_asks_more_than_it_must(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    asked: dict[str, list[str]] = {}
    visit.open(WED_25)  # the first calendar of a process reads all rules
    with statements(sqlite_app) as asked["calendar"]:
        visit.open(WED_25)
    for button in ("10時00分から予約する", "同意する", "確認へ進む", "申込み"):
        with statements(sqlite_app) as asked[button]:
            visit.press(button, **({"topic": TOPIC} if button == "確認へ進む" else {}))
    with statements(sqlite_app) as asked["inbox"]:
        visit.open("/mypage/messages")
    assert {step: found for step, found in asked.items() if len(found) > MOST[step]} == {}
