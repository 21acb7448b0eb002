"""Turns Zoom's refusals into failures of ours: what can be done about it, in words for staff."""

import re
from datetime import datetime, timedelta

import requests

from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured, MeetingsParked
from booking.meetings.zoom.answers import ErrorBody, error_of
from booking.meetings.zoom.waits import next_day_of_limits, retry_at

TOKEN_REFUSED = 124
_VALUES = 300
_GONE = 3001
_ENDED = 3007  # older documents: an ended meeting can no longer be deleted
_TOO_OLD = 12702
_SCOPES = (4700, 4711)
_SCOPE_NAMES = re.compile(r"\[([\w:,. -]+)\]")

_TO_BE_MENDED = {
    200: "Zoomの契約が有料でないため、この操作ができません（200）。Zoomの契約を確認してください。",
    _VALUES: "Zoomが設定の値を受け付けません",
    1001: "Zoomにホストがいません（1001）。相談窓口のZoomホストと、Zoomのユーザー一覧を確認してください。",
    1010: "ホストがこのZoomアカウントに属していません（1010）。相談窓口のZoomホストを確認してください。",
    1120: "ホストの招待の期限が切れています（1120）。Zoomでもう一度招待してください。",
    2300: "Zoomの宛先が違います（2300）。ZOOM_API_URLの設定を確認してください。",
    2306: "ほかのユーザーのミーティングを見る権限がありません（2306）。Zoomアプリの権限を確認してください。",
    3000: "Zoomが操作を断りました",
    3018: "個人ミーティングID（PMI）は使えません（3018）。ホストのPMIの設定をオフにしてください。",
    3161: "ホストにミーティングを作る資格がありません（3161）。Zoomのライセンスの割り当てを確認してください。",
}


class NoSuchMeeting(Exception):
    """Zoom has no such meeting, or no report of it (yet)."""


class RefusedValues(MeetingsMisconfigured):
    """Zoom takes a value that was sent for wrong: one that its own rules have changed, or one that it does not know."""


class RefusedForUnknownReason(MeetingFailed):
    """Zoom refuses it, and did nothing; under which code it refuses some values is not known."""


def failure_of(answer: requests.Response, *, now: datetime) -> MeetingFailed | NoSuchMeeting:
    """What the refusing `answer` means; `now` is real time."""
    error = error_of(answer)
    until = retry_at(answer.headers.get("Retry-After"), now=now)
    if error.code in {_GONE, _ENDED, _TOO_OLD}:
        return NoSuchMeeting()
    if answer.status_code == requests.codes.too_many:
        return _limit(answer, error, until, now)
    if error.code in _SCOPES:
        return _missing_scopes(error)
    if error.code == _VALUES:
        return RefusedValues(_in_words(error))
    if error.code in _TO_BE_MENDED:
        return MeetingsMisconfigured(_in_words(error))
    if answer.status_code >= requests.codes.server_error:
        return MeetingFailed(f"Zoomで障害が起きています（{answer.status_code}）。", retry_after=_pause(until, now))
    if error.code == TOKEN_REFUSED or answer.status_code == requests.codes.unauthorized:
        return MeetingFailed("Zoomへの接続の許可が取れません（124）。続くときはZoomアプリが有効かを確認してください。")
    return _unknown(answer, error)


def _in_words(error: ErrorBody) -> str:
    words = _TO_BE_MENDED[error.code]
    return words if words.endswith("。") else f"{words}（{error.code}: {error.message}）。"


def _pause(until: datetime | None, now: datetime) -> timedelta | None:
    return until - now if until else None


def _limit(answer: requests.Response, error: ErrorBody, until: datetime | None, now: datetime) -> MeetingFailed:
    daily = "daily" in error.message.casefold() or answer.headers.get("X-RateLimit-Type") == "Daily-limit"
    if daily:
        reason = "Zoomの1日の上限に達しました。上限は毎日9時に戻り、その後に自動で発行します。"
        return MeetingsParked(reason, until=until or next_day_of_limits(now))
    return MeetingFailed("Zoomが混み合っています（429）。", retry_after=_pause(until, now))


def _missing_scopes(error: ErrorBody) -> MeetingFailed:
    found = _SCOPE_NAMES.search(error.message)
    names = found[1] if found else error.message
    return MeetingsMisconfigured(f"Zoomアプリに権限（スコープ）がありません: {names}。アプリの設定で加えてください。")


def _unknown(answer: requests.Response, error: ErrorBody) -> MeetingFailed:
    said = f"{error.code}: {error.message}" if error.code or error.message else "読み取れない応答"
    kind = RefusedForUnknownReason if requests.codes.bad_request <= answer.status_code else MeetingFailed
    return kind(f"Zoomが断りました（{answer.status_code} {said}）。")
