"""What the client of Zoom makes of answers, limits, paths and passcode policies."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured, MeetingsParked
from booking.meetings.provider import MeetingRequest
from booking.meetings.zoom.answers import moment
from booking.meetings.zoom.bodies import creation, listed, seen
from booking.meetings.zoom.errors import NoSuchMeeting, failure_of
from booking.meetings.zoom.passcodes import NotNumeric, PasscodePolicy, has_run, passcode_for
from booking.meetings.zoom.report import run_in_path
from booking.meetings.zoom.settings import for_creation
from booking.meetings.zoom.token import Tokens
from booking.meetings.zoom.waits import next_day_of_limits, retry_at
from booking.settings.zoom import ZoomSettings
from tests.town import office_time

NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)  # a Tuesday, 12:00 in Japan
WISH = MeetingRequest("m-1", "オンライン相談 482-913-7", office_time("2026-12-02 10:00"), 30, "desk@example.com")
HUNDRED_A_DAY = (
    "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular"
    " user. You may resume these requests at GMT 00:00:00."
)
NO_FIGURE = f'{{"code":"{"9" * 5000}"}}'
NO_FIGURE_EITHER = f"<code>{'9' * 5000}</code>"
PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."


def answer(status: int, body: str, **headers: str) -> requests.Response:
    """Zoom's answer as it comes over the wire."""
    made = requests.Response()
    made.status_code = status
    made._content = body.encode()
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


def said(code: int, message: str) -> str:
    return f'{{"code":{code},"message":"{message}"}}'


@pytest.mark.parametrize("code", [429, 4001])
def test_a_limit_per_second_is_tried_again_when_zoom_says(code: int) -> None:
    failure = failure_of(answer(429, said(code, PER_SECOND), Retry_After="7"), now=NOW)
    assert type(failure) is MeetingFailed
    assert failure.retry_after == timedelta(seconds=7)


def test_a_limit_without_a_pause_leaves_the_pause_to_us() -> None:
    failure = failure_of(answer(429, said(429, PER_SECOND)), now=NOW)
    assert type(failure) is MeetingFailed
    assert failure.retry_after is None


@pytest.mark.parametrize(
    ("message", "headers"),
    [
        (HUNDRED_A_DAY, {}),
        (HUNDRED_A_DAY, {"Retry_After": "2026-12-02T00:00:00Z"}),
        ("Too many.", {"X_RateLimit_Type": "Daily-limit", "Retry_After": "Wed, 02 Dec 2026 00:00:00 GMT"}),
    ],
)
def test_a_daily_limit_parks_until_nine_in_japan(message: str, headers: dict[str, str]) -> None:
    failure = failure_of(answer(429, said(429, message), **headers), now=NOW)
    assert isinstance(failure, MeetingsParked)
    assert failure.until == office_time("2026-12-02 09:00")


@pytest.mark.parametrize("code", [200, 300, 1001, 1010, 1120, 2300, 2306, 3000, 3018, 3161, 4700, 4711])
def test_what_somebody_must_mend_is_not_tried_blindly(code: int) -> None:
    failure = failure_of(answer(404 if code in {1001, 2300} else 400, said(code, "No.")), now=NOW)
    assert isinstance(failure, MeetingsMisconfigured)


def test_a_missing_scope_is_named() -> None:
    body = said(4711, "Invalid access token, does not contain scopes:[meeting:write:meeting:admin].")
    failure = failure_of(answer(400, body), now=NOW)
    assert isinstance(failure, MeetingsMisconfigured)
    assert "meeting:write:meeting:admin" in failure.reason


@pytest.mark.parametrize("code", [3001, 3007, 12702])
def test_a_meeting_that_is_no_more_is_no_failure(code: int) -> None:
    assert isinstance(
        failure_of(answer(404, said(code, "Meeting does not exist: 81234567890.")), now=NOW), NoSuchMeeting
    )


def test_an_error_as_xml_is_read_too() -> None:
    body = "<?xml version='1.0'?><result><code>300</code><message>Validation Failed.</message></result>"
    failure = failure_of(answer(400, body), now=NOW)
    assert isinstance(failure, MeetingsMisconfigured)
    assert "300: Validation Failed." in failure.reason


def test_the_field_that_zoom_refuses_is_named() -> None:
    body = '{"code":300,"message":"Validation Failed.","errors":[{"field":"settings.jbh_time","message":"Invalid"}]}'
    failure = failure_of(answer(400, body), now=NOW)
    assert isinstance(failure, MeetingFailed)
    assert "settings.jbh_time" in failure.reason


@pytest.mark.parametrize("code", [300, 3038])
def test_what_zoom_says_is_told_without_hosts_and_links(code: int) -> None:
    message = "User soudan1@hello.example.jp must leave https://zoom.us/j/812?pwd=secret first."
    failure = failure_of(answer(400, said(code, message)), now=NOW)
    assert isinstance(failure, MeetingFailed)
    assert "User … must leave … first." in failure.reason


@pytest.mark.parametrize(
    "body", ["", "<html>Bad gateway</html>", "[1]", '{"code":"x"}', "\x00", NO_FIGURE, NO_FIGURE_EITHER]
)
def test_an_answer_that_nobody_can_read_fails_for_now(body: str) -> None:
    assert type(failure_of(answer(502, body), now=NOW)) is MeetingFailed


@pytest.mark.parametrize("given", ["http://api.zoom.us", "ftp://api.zoom.us", "//api.zoom.us"])
def test_a_token_that_came_over_https_never_goes_out_in_the_clear(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    granted = answer(200, f'{{"access_token":"t","expires_in":3600,"api_url":"{given}"}}')
    monkeypatch.setattr("booking.meetings.zoom.token.send", lambda *_given, **_named: granted)
    tokens = Tokens(ZoomSettings("a", "b", "c", "https://zoom.us/oauth/token", None), clock=lambda: NOW)
    with pytest.raises(MeetingFailed):
        tokens.current()


@pytest.mark.parametrize("given", ["", "soon", "2026-12-01T10:00:00", "0001-01-01T00:00:00+09:00"])
def test_a_moment_that_is_none_is_not_read(given: str) -> None:
    assert moment({"start_time": given}, "start_time") is None


@pytest.mark.parametrize("given", [None, "", "soon", "-5", "1.5.2", "٣"])
def test_a_pause_that_is_none_is_not_believed(given: str | None) -> None:
    assert retry_at(given, now=NOW) is None


def test_no_pause_is_longer_than_two_days_and_none_lies_in_the_past() -> None:
    assert retry_at("99999999999999", now=NOW) == NOW + timedelta(days=2)
    assert retry_at("2026-11-01T00:00:00Z", now=NOW) == NOW


@given(st.datetimes(timezones=st.just(UTC), max_value=datetime(9000, 1, 1)))  # noqa: DTZ001 (Hypothesis adds the zone)
def test_the_day_of_limits_begins_within_a_day_at_nine_in_japan(now: datetime) -> None:
    begins = next_day_of_limits(now)
    assert now < begins <= now + timedelta(days=1)
    assert begins.astimezone(office_time("2026-12-01 00:00").tzinfo).hour == 9


@pytest.mark.parametrize(
    ("run", "path"),
    [
        ("aDYlohsHRtCd4ii1uC2+hA==", "aDYlohsHRtCd4ii1uC2%2BhA%3D%3D"),
        ("/ajXp112QmuoKj4854875==", "%252FajXp112QmuoKj4854875%253D%253D"),
        ("Vg8I//lMR5WDeWIkpJlElQ==", "Vg8I%252F%252FlMR5WDeWIkpJlElQ%253D%253D"),
        ("9ByocNJ/RL2kc+uvZ0g64Q==", "9ByocNJ%2FRL2kc%2BuvZ0g64Q%3D%3D"),
    ],
)
def test_a_run_is_encoded_twice_where_its_slashes_would_mislead(run: str, path: str) -> None:
    assert run_in_path(run) == path


@given(st.integers(0, 10))
def test_a_passcode_is_numeric_long_enough_and_without_runs(length: int) -> None:
    drawn = passcode_for(PasscodePolicy(length=length))
    assert drawn.isascii()
    assert drawn.isdigit()
    assert len(drawn) == max(6, length)
    assert not has_run(drawn, 3)


@pytest.mark.parametrize("policy", [PasscodePolicy(needs_letters_or_signs=True), PasscodePolicy(length=11)])
def test_a_policy_that_no_digits_satisfy_is_told(policy: PasscodePolicy) -> None:
    with pytest.raises(NotNumeric):
        passcode_for(policy)


@pytest.mark.parametrize(
    ("digits", "has"), [("4829", False), ("4111", True), ("9876", True), ("0123", True), ("1357", False)]
)
def test_runs_are_equal_or_following_digits(digits: str, *, has: bool) -> None:
    assert has_run(digits, 3) is has


def test_a_meeting_is_asked_for_in_utc_and_without_a_name() -> None:
    body = creation(WISH, "482913")
    assert (body["start_time"], body["timezone"], body["duration"]) == ("2026-12-02T01:00:00Z", "Asia/Tokyo", 30)
    assert body["agenda"] == "madoguchi m-1"


AS_SENT = creation(WISH, "482913") | {"id": 81234567890}
NOT_SHOWN = (
    "waiting_room",
    "join_before_host",
    "auto_recording",
    "use_pmi",
    "meeting_authentication",
    "registration",
    "ai_summary",
    "ai_questions",
)


def drift_with(**settings: object) -> tuple[str, ...]:
    """What is seen of a meeting as it was sent, but for these settings; one that is None is not shown."""
    shown = {**for_creation(newest=True), **settings}
    return seen(AS_SENT | {"settings": {name: value for name, value in shown.items() if value is not None}}).drift


@pytest.mark.parametrize(
    ("setting", "value", "given"),
    [
        ("waiting_room", False, "waiting_room"),
        ("waiting_room_options", {"mode": "custom", "who_goes_to_waiting_room": "users_not_in_account"}, "let_past"),
        ("waiting_room_options", {"mode": "follow_setting"}, "let_past"),
        ("join_before_host", True, "join_before_host"),
        ("auto_recording", "local", "auto_recording"),
        ("use_pmi", True, "use_pmi"),
        ("meeting_authentication", True, "meeting_authentication"),
        ("approval_type", 0, "registration"),
        ("auto_start_meeting_summary", True, "ai_summary"),
        ("auto_start_ai_companion_questions", True, "ai_questions"),
        ("allow_participants_to_transcribe_meetings_with_my_notes", True, "my_notes"),
        ("support_participants_receive_summary", True, "summary_to_all"),
        ("alternative_hosts", "colleague@example.com", "alt_hosts"),
        ("continuous_meeting_chat", {"enable": True}, "kept_chat"),
        ("continuous_meeting_chat", True, "kept_chat"),
        ("encryption_type", "e2ee", "encryption"),
    ],
)
def test_a_setting_that_is_not_as_it_was_sent_is_seen(setting: str, value: object, given: str) -> None:
    assert drift_with(**{setting: value}) == (given,)


def test_more_parts_of_a_setting_than_were_sent_say_nothing() -> None:
    assert drift_with(continuous_meeting_chat={"enable": False, "auto_add_meeting_participants": True}) == ()


def test_a_setting_that_zoom_always_shows_and_does_not_show_now_counts_as_wrong() -> None:
    assert drift_with(waiting_room=None, auto_recording=None) == ("waiting_room", "auto_recording")
    assert seen(AS_SENT | {"settings": {}}).drift == NOT_SHOWN
    assert seen({name: value for name, value in AS_SENT.items() if name != "settings"}).drift == NOT_SHOWN


def test_what_only_newer_accounts_show_is_not_missed_in_older_ones() -> None:
    newer = ("waiting_room_options", "continuous_meeting_chat", "support_participants_receive_summary")
    assert drift_with(**dict.fromkeys(newer)) == ()


@pytest.mark.parametrize(("kind", "given"), [(2, ()), (3, ("type",)), (8, ("type",)), (1, ("type",))])
def test_a_meeting_that_was_made_a_recurring_one_is_seen(kind: int, given: tuple[str, ...]) -> None:
    assert seen(AS_SENT | {"type": kind}).drift == given


def test_a_list_says_nothing_of_settings() -> None:
    assert listed({"id": 81234567890, "type": 8}).drift == ()


def test_all_that_can_differ_has_room_in_its_column() -> None:
    wrong = seen({"id": 1, "type": 8, "password": "abc", "settings": dict.fromkeys(for_creation(newest=True))})
    assert len(",".join([*wrong.drift, "time"])) <= 200


def test_a_passcode_with_letters_and_no_mark_are_seen() -> None:
    found = seen(AS_SENT | {"password": "abc", "agenda": "相談"})
    assert (found.drift, found.mark) == (("passcode",), None)
