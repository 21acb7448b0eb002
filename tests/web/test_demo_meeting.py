"""Where the demo provider's links lead."""

from flask import Flask


def test_the_demo_meeting_says_that_nobody_is_called(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().get("/demo-meeting/81234567890?key=abc")
    assert answer.status_code == 200
    assert "Zoomにはつながりません" in answer.text
