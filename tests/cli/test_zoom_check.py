"""`madoguchi zoom check`: what is there, what is missing, and what to do about it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, insert

from booking.meetings.zoom.switches import kept_from_recording
from booking.tables import HostDay
from tests.cli.conftest import Madoguchi
from tests.zoom_stand_in.stand_in import StandIn, standing_in
from tests.zoom_stand_in.world.habits import SCOPES
from tests.zoom_stand_in.world.user_settings import EVERYTHING_ON

OMURA, NINTEI = "omura-desk-1@example.com", "omura-desk-2@example.com"
SHIGA = "shiga-desk-1@example.com"
HOSTS = (OMURA, NINTEI, SHIGA, "shiomizaka-desk-1@example.com", "shiomizaka-desk-2@example.com")


@pytest.fixture
def stand_in(operator: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """An account with the hosts of all desks; the command is set up for it."""
    with standing_in(hosts=HOSTS) as stand_in:
        stand_in.host(HOSTS[-1], type=1)  # as its office file says
        for name, value in stand_in.environment.items():
            operator.setenv(name, value)
        yield stand_in
        assert stand_in.breaches == []


def findings(madoguchi: Madoguchi, *, status: int) -> list[dict[str, Any]]:
    """Everything that was found not well."""
    answer = madoguchi("zoom", "check", "--json")
    assert answer.status == status, answer.printed + answer.complaint
    return [finding for finding in json.loads(answer.printed) if not finding["ok"]]


def test_an_account_in_good_order_passes(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    assert findings(madoguchi, status=0) == []
    answer = madoguchi("zoom", "check")
    assert "OK  Zoomアプリ  必要な権限（スコープ）がそろっています。" in answer.printed
    assert f"OK  omura omura-desk-1（{OMURA}）  30分までの相談に使えます。" in answer.printed
    assert stand_in.live == []  # looking changes nothing


def test_wrong_credentials_end_the_check(madoguchi: Madoguchi, stand_in: StandIn, operator: pytest.MonkeyPatch) -> None:
    operator.setenv("ZOOM_CLIENT_SECRET", "not-the-secret")
    (wrong,) = findings(madoguchi, status=1)
    assert (wrong["check"], "ZOOM_CLIENT_SECRET" in wrong["detail"]) == ("credentials", True)
    assert "not-the-secret" not in madoguchi("zoom", "check").printed


def test_missing_scopes_are_named_with_where_to_add_them(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    stand_in.behave(
        scopes=[
            "meeting:write:meeting:admin",
            "meeting:read:meeting:admin",
            "meeting:read:list_meetings:admin",
            "meeting:update:meeting:admin",
            "meeting:read:list_past_participants:admin",
            "user:read:user:admin",
            "user:read:settings:admin",
        ]
    )
    (wrong,) = findings(madoguchi, status=1)
    assert wrong["detail"] == "足りない権限: meeting:delete:meeting:admin"
    assert "Scopes" in wrong["todo"]


@pytest.mark.parametrize(
    ("traits", "detail"),
    [
        ({"gone": True}, "1001"),
        ({"status": "inactive"}, "有効になっていません"),
        ({"type": 4}, "ライセンスがありません"),
    ],
)
def test_a_host_that_cannot_work_is_named(
    madoguchi: Madoguchi, stand_in: StandIn, traits: dict[str, object], detail: str
) -> None:
    stand_in.host(OMURA, **traits)
    (wrong,) = [finding for finding in findings(madoguchi, status=1) if finding["check"] == "host"]
    assert (wrong["subject"], detail in wrong["detail"]) == (f"omura omura-desk-1（{OMURA}）", True)
    assert wrong["todo"]


def test_a_basic_host_is_refused_for_45_minutes(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    stand_in.host(SHIGA, type=1)
    wrong = findings(madoguchi, status=1)
    assert [finding["check"] for finding in wrong] == ["host", "licence"]
    assert "40分で切れます" in wrong[0]["detail"]


def test_a_basic_host_for_30_minutes_needs_the_right_word_in_the_office_file(
    madoguchi: Madoguchi, stand_in: StandIn
) -> None:
    stand_in.host(OMURA, type=1)
    (wrong,) = findings(madoguchi, status=1)
    assert (wrong["check"], 'host_licence を "basic"' in wrong["todo"]) == ("licence", True)


def test_a_passcode_policy_that_wants_letters_is_told(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    stand_in.host(OMURA, policy={"have_letter": True})
    (wrong,) = findings(madoguchi, status=1)
    assert (wrong["check"], wrong["detail"]) == ("passcode", "数字だけのパスコードが使えません。")


@pytest.mark.parametrize(
    ("made", "used_up", "words"),
    [(79, False, None), (80, False, "80件、残りおよそ20件"), (101, False, "残りおよそ0件"), (3, True, "残りおよそ0件")],
)
def test_a_day_that_is_nearly_used_is_told_as_the_alarm_tells_it(
    madoguchi: Madoguchi, stand_in: StandIn, sqlite_town_url: str, made: int, used_up: bool, words: str | None
) -> None:
    today = datetime.now(UTC).date()
    days = [{"host": OMURA, "day": day, "made": made, "used_up": used_up} for day in (today, today + timedelta(days=1))]
    with create_engine(sqlite_town_url).begin() as connection:
        connection.execute(insert(HostDay), days)
    found = findings(madoguchi, status=0 if words is None else 1)
    assert [one["check"] for one in found] == ["quota"] * (words is not None)
    assert words is None or words in found[0]["detail"]


ALL_SHOWN: dict[str, object] = {
    "recording": {"local_recording": False, "cloud_recording": False},
    "in_meeting": {"allow_live_streaming": False, "auto_saving_chat": False, "allow_users_save_chats": 1},
}
SWITCHES = {
    "recording.local_recording": "コンピューターへの録画",
    "recording.cloud_recording": "クラウドへの録画",
    "recording.allow_cmr_3rd_party_bot": "外部のボットによる記録",
    "in_meeting.allow_live_streaming": "ライブ配信",
    "in_meeting.auto_saving_chat": "チャットの自動保存",
    "in_meeting.allow_users_save_chats": "参加者によるチャットの保存",
    "in_meeting.manual_captioning.save_captions": "字幕の保存",
    "in_meeting.closed_captioning.save_caption": "字幕の保存",
    "in_meeting.meeting_summary_with_ai_companion.enable": "Zoom AIの要約",
    "in_meeting.ai_companion_questions.enable": "Zoom AIへの質問",
    "schedule_meeting.continuous_meeting_chat.enable": "相談のあとも続くチャット",
    "in_meeting.allow_participants_to_transcribe_meetings_with_my_notes": "参加者による文字起こし（マイノート）",
    "in_meeting.support_participants_receive_summary": "参加者への要約の送信",
}


@pytest.mark.parametrize(("path", "means"), SWITCHES.items())
def test_what_a_host_could_switch_on_is_to_be_switched_off_and_locked(path: str, means: str) -> None:
    on: object = 2 if path.endswith("save_chats") else True
    for name in reversed(path.split(".")[1:]):
        on = {name: on}
    finding = kept_from_recording("窓口", ALL_SHOWN | {path.partition(".")[0]: on})
    assert (finding.check, finding.ok, finding.detail) == ("recording", False, f"オンのもの: {means}。")
    assert "ロック" in finding.todo


def test_everything_that_is_on_is_named_for_each_host(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    stand_in.host(OMURA, **EVERYTHING_ON)
    recording, browser = findings(madoguchi, status=1)
    assert (recording["check"], browser["check"]) == ("recording", "browser")
    assert recording["detail"] == f"オンのもの: {'、'.join(dict.fromkeys(SWITCHES.values()))}。"
    assert "サインインが要ります" in browser["detail"]
    assert recording["subject"] == browser["subject"] == f"omura omura-desk-1（{OMURA}）"


def test_a_recording_that_zoom_does_not_show_is_not_taken_for_off(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    stand_in.host(OMURA, untold=["recording.local_recording", "in_meeting.ai_companion_questions"])
    (wrong,) = findings(madoguchi, status=1)
    assert wrong["detail"] == "Zoomが示さないもの: コンピューターへの録画。"


def test_scopes_of_events_are_missed_where_webhooks_are_set_up(
    madoguchi: Madoguchi, stand_in: StandIn, operator: pytest.MonkeyPatch
) -> None:
    stand_in.behave(scopes=[scope for scope in SCOPES if "ai_companion" not in scope and "recording" not in scope])
    assert findings(madoguchi, status=0) == []
    operator.setenv("ZOOM_WEBHOOK_SECRET_TOKEN", "a-secret-token")
    (wrong,) = findings(madoguchi, status=1)
    assert wrong["detail"].endswith("cloud_recording:read:recording:admin, meeting:read:ai_companion:admin")


def test_the_limit_per_second_of_a_small_account_is_waited_for(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    stand_in.behave(plan="free")
    assert findings(madoguchi, status=0) == []


def test_without_zoom_there_is_nothing_to_check(madoguchi: Madoguchi) -> None:
    answer = madoguchi("zoom", "check")
    assert (answer.status, "MADOGUCHI_MEETINGS is not zoom" in answer.complaint) == (1, True)


def test_once_all_is_well_delayed_meetings_are_tried_again(madoguchi: Madoguchi, stand_in: StandIn) -> None:
    answer = madoguchi("zoom", "check", "--retry")
    assert (answer.status, "meetings that are tried again now: 0" in answer.complaint) == (0, True)
