"""The provider Zoom over HTTP, whatever the other side does: one meeting a mark, and a failure says what to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured, MeetingsParked
from booking.meetings.provider import IssuedMeeting, MeetingRef, MeetingRequest
from booking.meetings.zoom import calls, sending
from booking.meetings.zoom.errors import RefusedForUnknownReason, RefusedValues
from booking.meetings.zoom.meetings import ZoomMeetings
from tests.town import office_time
from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.stand_in import StandIn, standing_in
from tests.zoom_stand_in.world.settings import DEFAULTS, NEWEST
from tests.zoom_stand_in.world.user_settings import EVERYTHING_ON

HOST = "omura-desk-1@example.com"
NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)  # Friday, 10:00 in Japan
PROMISED: Json = {
    "waiting_room": True,
    "waiting_room_options": {"mode": "custom", "who_goes_to_waiting_room": "everyone"},
    "join_before_host": False,
    "use_pmi": False,
    "meeting_authentication": False,
    "approval_type": 2,
    "alternative_hosts": "",
    "auto_recording": "none",
    "auto_start_meeting_summary": False,
    "auto_start_ai_companion_questions": False,
    "allow_participants_to_transcribe_meetings_with_my_notes": False,
    "support_participants_receive_summary": False,
    "continuous_meeting_chat": DEFAULTS["continuous_meeting_chat"],
    "question_and_answer": {"enable": False},
    "encryption_type": "enhanced_encryption",
    "push_change_to_calendar": False,
}
WISH = MeetingRequest("0d0c0b0a", "オンライン相談 482-917-365", office_time("2026-11-25 10:00"), 30, HOST)
LOST = MeetingRef("", HOST, WISH.mark)  # the answer to its issuing never came


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """A paid account with one licensed host; whatever is asked of it keeps to the request schemas."""
    with standing_in(NOW, hosts=[HOST]) as stand_in:
        yield stand_in
        assert stand_in.breaches == []


@pytest.fixture
def zoom(stand_in: StandIn) -> ZoomMeetings:
    return provider(stand_in)


def ref(issued: IssuedMeeting) -> MeetingRef:
    """The meeting under the request's mark."""
    return replace(LOST, provider_id=issued.provider_id)


def provider(stand_in: StandIn) -> ZoomMeetings:
    """A process of the service, on the stand-in's clock."""
    return ZoomMeetings(stand_in.settings, clock=lambda: datetime.fromisoformat(stand_in.state["now"]))


def failure(zoom: ZoomMeetings, request: MeetingRequest = WISH) -> MeetingFailed:
    """How issuing fails."""
    with pytest.raises(MeetingFailed) as failed:
        zoom.issue(request)
    return failed.value


def called(stand_in: StandIn, what: str) -> int:
    """How often this was asked: "POST /oauth/token 200"."""
    return sum(call.startswith(what) for call in stand_in.state["calls"])


def test_an_issued_meeting_is_as_rule_11_wants_it(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    issued = zoom.issue(WISH)
    (live,) = stand_in.live
    assert (issued.provider_id, issued.passcode, issued.join_url) == (
        str(live["id"]),
        live["password"],
        live["join_url"],
    )
    assert (len(issued.provider_id), issued.passcode.isdigit(), issued.drift) == (11, True, ())
    assert (live["start_time"], live["duration"], live["topic"]) == ("2026-11-25T01:00:00Z", 30, WISH.topic)
    assert {name: live["settings"][name] for name in PROMISED} == PROMISED


def test_no_switch_of_the_host_gets_into_the_meeting(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.host(HOST, **EVERYTHING_ON)
    assert zoom.issue(WISH).drift == ()
    (live,) = stand_in.live
    chat = {"continuous_meeting_chat": EVERYTHING_ON["defaults"]["continuous_meeting_chat"] | {"enable": False}}
    assert {name: live["settings"][name] for name in PROMISED} == PROMISED | chat
    assert live["id"] != stand_in.order("user", email=HOST)["pmi"]


def test_an_account_that_does_not_know_the_newest_settings_gets_its_meetings(
    zoom: ZoomMeetings, stand_in: StandIn
) -> None:
    stand_in.behave(unknown_settings=list(NEWEST))
    first, second = zoom.issue(WISH), zoom.issue(replace(WISH, mark="second"))
    assert (first.drift, second.drift) == ((), ())
    assert called(stand_in, "POST /users/{userId}/meetings") == 3  # once refused, and then it is known
    assert zoom.mend(ref(first), WISH, passcode=first.passcode) is not None
    stand_in.behave(unknown_settings=[])
    stand_in.move(3600)
    zoom.issue(replace(WISH, mark="third"))
    assert stand_in.live[-1]["settings"][NEWEST[0]] is False


@pytest.mark.parametrize("policy", [{"length": 8}, {"length": 10, "consecutive_characters_length": 4}])
def test_a_passcode_rule_that_changed_between_two_bookings_is_looked_up_at_once(
    zoom: ZoomMeetings, stand_in: StandIn, policy: dict[str, int]
) -> None:
    zoom.issue(WISH)
    stand_in.host(HOST, policy=policy)
    assert len(zoom.issue(replace(WISH, mark="second")).passcode) == policy["length"]
    assert called(stand_in, "POST /users/{userId}/meetings") == 3


@pytest.mark.parametrize("code", [9999, 3000])
def test_a_refusal_under_whatever_code_is_followed_by_a_fresh_look(
    zoom: ZoomMeetings, stand_in: StandIn, code: int
) -> None:
    zoom.issue(WISH)
    stand_in.host(HOST, policy={"length": 9})
    stand_in.fault("error", "POST /v2/users", status=400, text=f'{{"code": {code}, "message": "Not allowed."}}')
    assert len(zoom.issue(replace(WISH, mark="second")).passcode) == 9


def test_a_passcode_rule_that_was_relaxed_is_looked_up_at_once(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.host(HOST, policy={"have_letter": True})
    failure(zoom)
    stand_in.host(HOST, policy={})
    assert zoom.issue(WISH).passcode.isdigit()


def test_a_rule_that_no_look_mends_is_tried_once_more_and_told(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.fault("error", "POST /v2/users", times=None, status=400, text='{"code": 300, "message": "No."}')
    failed = failure(zoom)
    assert (type(failed), "300: No." in failed.reason) == (RefusedValues, True)
    assert stand_in.mend()[0]["befallen"] == 2


def test_a_licence_that_came_between_two_tries_is_looked_up_at_once(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    zoom.issue(WISH)
    stand_in.host(HOST, type=4)
    assert "ライセンスがありません" in failure(zoom, replace(WISH, mark="second")).reason


def test_a_stricter_passcode_rule_does_not_hinder_putting_back_the_rest(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    issued = zoom.issue(WISH)
    stand_in.host(HOST, policy={"length": 10})
    stand_in.order("change", id=issued.provider_id, settings={"auto_start_meeting_summary": True, NEWEST[0]: True})
    mended = zoom.mend(ref(issued), WISH, passcode=issued.passcode)
    assert mended is not None
    assert (mended.passcode, mended.drift) == (issued.passcode, ())


@pytest.mark.parametrize("behind", [[], list(NEWEST)])
def test_a_setting_that_zoom_hides_is_drift_and_not_put_back_for_ever(
    zoom: ZoomMeetings, stand_in: StandIn, behind: list[str]
) -> None:
    stand_in.behave(hidden_settings=["waiting_room", "auto_start_meeting_summary"], unknown_settings=behind)
    issued = zoom.issue(WISH)
    assert issued.drift == ("waiting_room", "ai_summary")
    mended = zoom.mend(ref(issued), WISH, passcode=issued.passcode)
    assert mended is not None
    assert mended.drift == issued.drift


def test_asked_again_with_the_same_mark_it_answers_the_same_meeting(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    assert zoom.issue(WISH) == zoom.issue(WISH)
    assert stand_in.state["created"] == 1


@pytest.mark.parametrize("fault", ["lost_answer", "lost_request", "error", "odd_success"])
@pytest.mark.parametrize("on", ["POST /oauth", "GET /v2/users", "POST /v2/users", "GET /v2/meetings"])
def test_after_any_mishap_the_next_try_leaves_one_meeting(
    zoom: ZoomMeetings, stand_in: StandIn, fault: str, on: str
) -> None:
    stand_in.fault(fault, on)
    assert type(failure(zoom)) is MeetingFailed
    issued = zoom.issue(WISH)
    assert [str(live["id"]) for live in stand_in.live] == [issued.provider_id]


def test_an_answer_that_takes_too_long_is_not_waited_for(
    zoom: ZoomMeetings, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT", (0.2, 0.2))
    stand_in.fault("slow", "POST /v2/users", seconds=0.6)
    assert failure(zoom).reason == "Zoomの応答がありません。"
    monkeypatch.undo()
    zoom.issue(WISH)
    assert len(stand_in.live) == 1


def test_the_mark_is_found_on_a_later_page_of_the_list(
    zoom: ZoomMeetings, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "PAGE_SIZE", 2)
    issued = [zoom.issue(replace(WISH, mark=f"mark-{n}")) for n in range(5)]
    assert [zoom.issue(replace(WISH, mark=f"mark-{n}")) for n in range(5)] == issued
    assert {seen.mark for seen in zoom.meetings_of(HOST)} == {f"mark-{n}" for n in range(5)}


def test_one_token_serves_until_shortly_before_its_end(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    for minutes in (0, 54, 1):
        stand_in.move(60 * minutes)
        zoom.meetings_of(HOST)
    assert called(stand_in, "POST /oauth/token") == 2  # at 0 and at 55 minutes


def test_a_refused_token_is_renewed_once(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.fault("token_refused", "GET /v2/users")
    zoom.issue(WISH)
    assert called(stand_in, "POST /oauth/token") == 2


def test_a_token_that_is_always_refused_is_not_renewed_for_ever(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.fault("token_refused", "/v2/", times=None)
    assert "124" in failure(zoom).reason
    assert called(stand_in, "POST /oauth/token") == 2


def test_processes_whose_tokens_end_each_others_still_work(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(single_active_token=True)
    other = provider(stand_in)
    for n in range(3):
        zoom.issue(replace(WISH, mark=f"mark-{n}"))
        other.issue(replace(WISH, mark=f"other-{n}"))
    assert len(stand_in.live) == 6


def test_wrong_credentials_are_told_and_not_asked_again_at_once(stand_in: StandIn) -> None:
    zoom = ZoomMeetings(replace(stand_in.settings, client_secret="wrong"), clock=lambda: NOW)
    for _ in range(3):
        failed = failure(zoom)
        assert isinstance(failed, MeetingsMisconfigured)
        assert "ZOOM_CLIENT_SECRET" in failed.reason
    assert called(stand_in, "POST /oauth/token") == 1


@pytest.mark.parametrize("change", [{"account_id": "another"}, {"client_id": "another"}])
def test_credentials_of_another_account_are_told(stand_in: StandIn, change: dict[str, str]) -> None:
    assert isinstance(failure(ZoomMeetings(replace(stand_in.settings, **change))), MeetingsMisconfigured)


def test_an_app_that_was_switched_off_is_told(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(app_active=False)
    assert isinstance(failure(zoom), MeetingsMisconfigured)


def test_the_address_that_comes_with_the_token_is_followed(stand_in: StandIn) -> None:
    zoom = ZoomMeetings(replace(stand_in.settings, api_url=None), clock=lambda: NOW)
    assert zoom.issue(WISH).provider_id == str(stand_in.live[0]["id"])


def test_a_missing_scope_is_named(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(scopes=["user:read:user:admin", "user:read:settings:admin"])
    failed = failure(zoom)
    assert isinstance(failed, MeetingsMisconfigured)
    assert "meeting:read:list_meetings:admin" in failed.reason


@pytest.mark.parametrize("form", ["seconds", "iso", "http", None])
def test_a_hundred_a_day_parks_until_nine_in_japan(zoom: ZoomMeetings, stand_in: StandIn, form: str | None) -> None:
    stand_in.behave(changes_a_day=1, retry_after=form)
    zoom.issue(WISH)
    failed = failure(zoom, replace(WISH, mark="second"))
    assert isinstance(failed, MeetingsParked)
    assert failed.until == office_time("2026-11-21 09:00")


@pytest.mark.parametrize("form", ["seconds", "iso", "http", None])
def test_a_limit_per_second_is_a_failure_for_now(zoom: ZoomMeetings, stand_in: StandIn, form: str | None) -> None:
    stand_in.behave(retry_after=form, limit_code=4001)
    stand_in.fault("limit", "POST /v2/users", seconds=7)
    failed = failure(zoom)
    assert type(failed) is MeetingFailed
    assert failed.retry_after == (timedelta(seconds=7) if form else None)


def test_an_error_as_xml_is_understood(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.host(HOST, gone=True)
    stand_in.fault("xml", "GET /v2/users")
    assert isinstance(failure(zoom), MeetingsMisconfigured)


def test_settings_that_an_administrator_has_locked_are_drift(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(locked_settings={"waiting_room": False, "auto_recording": "cloud"})
    assert zoom.issue(WISH).drift == ("waiting_room", "auto_recording")


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        ({"gone": True}, "1001"),
        ({"status": "inactive"}, "有効になっていません"),
        ({"may_host": False}, "3161"),
        ({"type": 4}, "ライセンスがありません"),
        ({"policy": {"have_letter": True}}, "数字だけを許しません"),
    ],
)
def test_a_host_that_cannot_hold_it_is_told(
    zoom: ZoomMeetings, stand_in: StandIn, traits: dict[str, object], words: str
) -> None:
    stand_in.host(HOST, **traits)
    failed = failure(zoom)
    assert isinstance(failed, MeetingsMisconfigured)
    assert words in failed.reason
    assert stand_in.live == []


def test_a_basic_host_holds_30_minutes_but_not_45(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.host(HOST, type=1)
    assert zoom.issue(WISH).provider_id
    failed = failure(zoom, replace(WISH, mark="longer", length_minutes=45))
    assert isinstance(failed, MeetingsMisconfigured)
    assert "40分で切れます" in failed.reason


def test_a_licence_that_was_taken_away_is_seen_within_the_hour(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    request = replace(WISH, length_minutes=45)
    zoom.issue(request)
    stand_in.host(HOST, type=1)
    stand_in.move(3600)
    assert isinstance(failure(zoom, replace(request, mark="next")), MeetingsMisconfigured)


def test_a_wish_without_a_host_is_told(zoom: ZoomMeetings) -> None:
    assert isinstance(failure(zoom, replace(WISH, host=None)), MeetingsMisconfigured)


def test_a_passcode_is_as_long_as_the_hosts_policy_wants(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.host(HOST, policy={"length": 8, "consecutive_characters_length": 4, "only_allow_numeric": True})
    assert len(zoom.issue(WISH).passcode) == 8


def test_a_host_that_plans_with_its_personal_room_gets_a_room_of_its_own(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.host(HOST, uses_pmi=True)
    assert len(zoom.issue(WISH).provider_id) == 11


def test_another_room_of_ten_digits_is_taken(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(ten_digit_ids=True)
    assert len(zoom.issue(WISH).provider_id) == 10


def test_a_personal_room_is_refused_though_zoom_insists(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(locked_settings={"use_pmi": True})
    for _ in range(2):
        failed = failure(zoom)
        assert isinstance(failed, MeetingsMisconfigured)
        assert "PMI" in failed.reason
    assert stand_in.state["created"] == 1


def test_withdrawing_twice_is_withdrawing(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    meeting = ref(zoom.issue(WISH))
    zoom.withdraw(meeting)
    zoom.withdraw(meeting)
    assert stand_in.live == []


def test_a_meeting_whose_answer_was_lost_is_withdrawn_by_its_mark(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.fault("lost_answer", "POST /v2/users")
    failure(zoom)
    zoom.issue(replace(WISH, mark="another"))
    zoom.withdraw(LOST)
    assert [live["agenda"] for live in stand_in.live] == ["madoguchi another"]


def test_a_meeting_in_progress_is_withdrawn_later(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(deletes_running=False)
    meeting = ref(zoom.issue(WISH))
    stand_in.play(meeting.provider_id, "start")
    with pytest.raises(MeetingFailed) as failed:
        zoom.withdraw(meeting)
    assert type(failed.value) is RefusedForUnknownReason  # so it is tried again
    stand_in.play(meeting.provider_id, "end")
    zoom.withdraw(meeting)
    assert stand_in.live == []


def test_each_link_to_start_is_fresh(zoom: ZoomMeetings) -> None:
    issued = zoom.issue(WISH)
    first, second = zoom.start_url(ref(issued)), zoom.start_url(ref(issued))
    assert first is not None
    assert second is not None
    assert f"/s/{issued.provider_id}" in first
    assert first != second


def test_a_meeting_that_is_gone_has_no_link_and_is_not_seen(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    issued = zoom.issue(WISH)
    stand_in.play(issued.provider_id, "delete")
    assert (zoom.start_url(ref(issued)), zoom.look(ref(issued))) == (None, None)
    assert zoom.mend(ref(issued), WISH, passcode=issued.passcode) is None


def test_what_somebody_changed_is_seen_and_put_back(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    issued = zoom.issue(WISH)
    stand_in.order(
        "change",
        id=issued.provider_id,
        settings={"waiting_room": False, "auto_start_meeting_summary": True, "approval_type": 1},
        type=8,
        starts_at="2026-11-25T04:00:00+00:00",
        passcode="777777",
    )
    seen = zoom.look(ref(issued))
    assert seen is not None
    assert (seen.starts_at, seen.passcode) == (office_time("2026-11-25 13:00"), "777777")
    assert seen.drift == ("waiting_room", "registration", "ai_summary", "type")
    mended = zoom.mend(ref(issued), WISH, passcode=issued.passcode)
    assert mended is not None
    assert (mended.starts_at, mended.passcode, mended.drift) == (WISH.starts_at, issued.passcode, ())


def test_what_is_locked_is_still_drift_after_mending(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    stand_in.behave(locked_settings={"auto_recording": "cloud"})
    issued: IssuedMeeting = zoom.issue(WISH)
    mended = zoom.mend(ref(issued), WISH, passcode=issued.passcode)
    assert mended is not None
    assert mended.drift == ("auto_recording",)


def test_the_report_tells_who_was_there_and_who_is_of_the_office(zoom: ZoomMeetings, stand_in: StandIn) -> None:
    issued = zoom.issue(WISH)
    assert zoom.participants(ref(issued), run=issued.provider_id) is None  # not held yet
    run = stand_in.play(issued.provider_id, "start")
    stand_in.play(issued.provider_id, "join", "さくら25")
    stand_in.move(1800)
    stand_in.play(issued.provider_id, "end")
    words = zoom.participants(ref(issued), run=run)
    assert words is not None
    assert {(one.name, one.host) for one in words} == {("担当者", True), ("さくら25", False)}
    assert all(one.left_at == one.joined_at + timedelta(minutes=30) for one in words)


def test_no_secret_is_logged_whatever_happens(
    zoom: ZoomMeetings, stand_in: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    issued = zoom.issue(WISH)
    link = zoom.start_url(ref(issued))
    stand_in.fault("error", "GET", times=None, text=f"{issued.passcode} {link}")
    with pytest.raises(MeetingFailed) as failed:
        zoom.look(ref(issued))
    shown = caplog.text + str(failed.value)
    for secret in (issued.passcode, str(link), HOST, stand_in.settings.client_secret, issued.join_url):
        assert secret not in shown
