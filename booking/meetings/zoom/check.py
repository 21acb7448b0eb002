"""Asks Zoom whether everything is there that issuing meetings needs, and says what to do where it is not."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from booking.bookings.rules.meeting_pace import is_nearly_used
from booking.core.host_licences import HostLicence
from booking.meetings.desk_hosts import DeskHost
from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured, MeetingsParked
from booking.meetings.zoom.calls import ZoomCalls
from booking.meetings.zoom.findings import Finding
from booking.meetings.zoom.hosts import Host, Hosts
from booking.meetings.zoom.meetings import ZoomMeetings
from booking.meetings.zoom.passcodes import LONGEST
from booking.meetings.zoom.switches import kept_from_recording, open_to_browsers
from booking.meetings.zoom.traits import MOST_A_DAY

_Answer = TypeVar("_Answer")

_SCARCE = 0.9
_TRIES = 4  # looking at many hosts at once, a small account meets its limit per second
_PAUSE = timedelta(seconds=1.1)
_LONGEST_PAUSE = timedelta(seconds=10)

# What is asked of Zoom, with the scope's older name, which apps made before 2024 carry instead.
SCOPES = {
    "meeting:write:meeting:admin": "meeting:write:admin",
    "meeting:read:meeting:admin": "meeting:read:admin",
    "meeting:read:list_meetings:admin": "meeting:read:admin",
    "meeting:update:meeting:admin": "meeting:write:admin",
    "meeting:delete:meeting:admin": "meeting:write:admin",
    "meeting:read:list_past_participants:admin": "meeting:read:admin",
    "user:read:user:admin": "user:read:admin",
    "user:read:settings:admin": "user:read:admin",
}
# Without them Zoom sends no events of the kind, and says nothing about it.
SCOPES_OF_EVENTS = {
    "meeting:read:participant:admin": "meeting:read:admin",
    "cloud_recording:read:recording:admin": "recording:read:admin",
    "meeting:read:ai_companion:admin": "meeting:read:admin",
    "meeting:read:livestream:admin": "meeting:read:admin",
    "meeting:read:summary:admin": "meeting_summary:read:admin",
}


def check(zoom: ZoomMeetings, desks: Sequence[DeskHost], *, hears: bool = False) -> Iterator[Finding]:
    """Everything in turn; without credentials nothing else can be asked. `hears`: webhooks are set up here."""
    try:
        token = zoom.calls.tokens.current()
    except MeetingFailed as failed:
        yield Finding(
            "credentials", "Zoomアプリ", ok=False, detail=failed.reason, todo="直したあと、もう一度確かめます。"
        )
        return
    yield Finding("credentials", "Zoomアプリ", ok=True, detail=f"接続先 {token.api_url}")
    yield _scopes(token.scopes, SCOPES | (SCOPES_OF_EVENTS if hears else {}))
    for desk in desks:
        yield from _desk(zoom.hosts, desk)
    yield from _account(zoom.calls)


def _scopes(given: frozenset[str], needed: dict[str, str]) -> Finding:
    if not given:
        return Finding(
            "scopes", "Zoomアプリ", ok=True, detail="Zoomが権限の一覧を返しませんでした。下の結果で確かめてください。"
        )
    missing = [scope for scope, older in needed.items() if not given & {scope, older}]
    if not missing:
        return Finding("scopes", "Zoomアプリ", ok=True, detail="必要な権限（スコープ）がそろっています。")
    todo = "Zoom App Marketplaceのアプリの画面「Scopes」で加え、保存してください。"
    return Finding("scopes", "Zoomアプリ", ok=False, detail=f"足りない権限: {', '.join(missing)}", todo=todo)


def _desk(hosts: Hosts, desk: DeskHost) -> Iterator[Finding]:
    if not desk.host:
        todo = "安定所のファイルの zoom_host にホストのメールアドレスを書いて取り込んでください。"
        yield Finding("host", desk.desk, ok=False, detail="ホストが決まっていません。", todo=todo)
        return
    try:
        host = _patiently(lambda: hosts.look_up(desk.host or ""))
    except MeetingFailed as failed:
        todo = "Zoomのユーザー管理と、安定所のファイルの zoom_host を見くらべてください。"
        yield Finding("host", _name(desk), ok=False, detail=failed.reason, todo=todo)
        return
    yield _able(desk, host)
    yield _licence(desk, host)
    yield _passcode(desk, host)
    yield _recording(hosts, desk)
    yield open_to_browsers(_name(desk), needs_sign_in=host.browsers_need_sign_in)
    yield _quota(desk)


def _recording(hosts: Hosts, desk: DeskHost) -> Finding:
    try:
        settings = _patiently(lambda: hosts.settings_of(desk.host or ""))
    except MeetingFailed as failed:
        todo = "Zoomアプリの権限（user:read:settings:admin）を確かめてください。"
        return Finding("recording", _name(desk), ok=False, detail=failed.reason, todo=todo)
    return kept_from_recording(_name(desk), settings)


def _patiently(call: Callable[[], _Answer]) -> _Answer:
    for _ in range(_TRIES - 1):
        try:
            return call()
        except (MeetingsMisconfigured, MeetingsParked):
            raise
        except MeetingFailed as failed:
            time.sleep(min(failed.retry_after or _PAUSE, _LONGEST_PAUSE).total_seconds())
    return call()


def _able(desk: DeskHost, host: Host) -> Finding:
    try:
        host.refuse_if_unable(desk.longest_minutes)
    except MeetingFailed as failed:
        todo = "Zoomの「ユーザー管理」で直すか、この窓口に別のホストを決めてください。"
        return Finding("host", _name(desk), ok=False, detail=failed.reason, todo=todo)
    return Finding("host", _name(desk), ok=True, detail=f"{desk.longest_minutes}分までの相談に使えます。")


def _licence(desk: DeskHost, host: Host) -> Finding:
    actual = host.licence or HostLicence.LICENSED
    if actual is desk.declared:
        return Finding("licence", _name(desk), ok=True, detail=f"ライセンスは登録どおりです（{actual.value}）。")
    detail = f"安定所のファイルでは{desk.declared.value}、Zoomでは{actual.value}です。"
    todo = f'ファイルの host_licence を "{actual.value}" にして取り込んでください。'
    return Finding("licence", _name(desk), ok=False, detail=detail, todo=todo)


def _passcode(desk: DeskHost, host: Host) -> Finding:
    if host.policy.needs_letters_or_signs or host.policy.length > LONGEST:
        todo = "Zoomの設定「パスコードの要件」で、英字・記号の必須をオフに、長さを10文字以下にしてください。"
        return Finding("passcode", _name(desk), ok=False, detail="数字だけのパスコードが使えません。", todo=todo)
    return Finding("passcode", _name(desk), ok=True, detail="数字だけのパスコードが使えます。")


def _quota(desk: DeskHost) -> Finding:
    left = 0 if desk.used_up else max(MOST_A_DAY - desk.made_today, 0)
    detail = f"今日（9時から）の発行と変更 {desk.made_today}件、残りおよそ{left}件。"
    if not desk.used_up and not is_nearly_used(desk.made_today, limit=MOST_A_DAY):
        return Finding("quota", _name(desk), ok=True, detail=detail)
    todo = "上限は毎日9時に戻ります。急ぐ予約は、ミーティングを手で作って入れてください。"
    return Finding("quota", _name(desk), ok=False, detail=detail, todo=todo)


def _account(calls: ZoomCalls) -> Iterator[Finding]:
    """What Zoom's answers said of the account's own limits; often it says nothing."""
    for category, limit in sorted(calls.limits.items()):
        ok = limit.remaining > limit.most * (1 - _SCARCE)
        todo = "" if ok else "このアカウントを使うほかの連携を減らすか、明日9時まで待ってください。"
        detail = f"{category}: 残り {limit.remaining} / {limit.most}"
        yield Finding("quota", "Zoomアカウント", ok=ok, detail=detail, todo=todo)


def _name(desk: DeskHost) -> str:
    return f"{desk.desk}（{desk.host}）"
