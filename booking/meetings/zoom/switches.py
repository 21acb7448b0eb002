"""PURE: what a host's own settings let people do with a consultation.

No field of a meeting forbids that the host records, streams or saves by hand: only the account can, by switching it
off and locking it. Zoom does not tell whether a setting is locked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from booking.meetings.zoom.answers import section
from booking.meetings.zoom.findings import Finding


@dataclass(frozen=True)
class _Switch:
    """One of Zoom's switches, under one of these `paths`; `always_shown`: unknown unless Zoom shows it."""

    paths: tuple[str, ...]
    means: str
    always_shown: bool = False


_SWITCHES = (
    _Switch(("recording.local_recording",), "コンピューターへの録画", always_shown=True),
    _Switch(("recording.cloud_recording",), "クラウドへの録画", always_shown=True),
    _Switch(("recording.allow_cmr_3rd_party_bot",), "外部のボットによる記録"),
    _Switch(("in_meeting.allow_live_streaming",), "ライブ配信", always_shown=True),
    _Switch(("in_meeting.auto_saving_chat",), "チャットの自動保存", always_shown=True),
    _Switch(("in_meeting.allow_users_save_chats",), "参加者によるチャットの保存"),
    _Switch(("in_meeting.manual_captioning.save_captions", "in_meeting.closed_captioning.save_caption"), "字幕の保存"),
    _Switch(("in_meeting.meeting_summary_with_ai_companion",), "Zoom AIの要約"),
    _Switch(("in_meeting.ai_companion_questions",), "Zoom AIへの質問"),
    _Switch(("schedule_meeting.continuous_meeting_chat",), "相談のあとも続くチャット"),
    # The settings of November 2026; in which section accounts show them is not documented.
    _Switch(("*.allow_participants_to_transcribe_meetings_with_my_notes",), "参加者による文字起こし（マイノート）"),
    _Switch(("*.support_participants_receive_summary",), "参加者への要約の送信"),
)
_OF_CHATS = "in_meeting.allow_users_save_chats"
_NOBODY = 1  # may save chats; 2 some of them, 3 all of them
_SWITCH_OFF = (
    "Zoomの管理者の画面（アカウント管理の「アカウント設定」）でオフにし、鍵のマークを押してロックしてください。"
    "ロックしないと、ホストが自分でオンにできます。"
)
_LOOK = "Zoomの管理者の画面で、オフになっていてロックされているかを確かめてください。"


def kept_from_recording(subject: str, settings: dict[str, object]) -> Finding:
    """Whether anything is on that records, saves, summarises or spreads; `settings` are the host's own settings."""
    on = [switch.means for switch in _SWITCHES if any(_is_on(path, value) for path, value in _shown(switch, settings))]
    unknown = [switch.means for switch in _SWITCHES if switch.always_shown and not list(_shown(switch, settings))]
    if on:
        return Finding("recording", subject, ok=False, detail=f"オンのもの: {'、'.join(on)}。", todo=_SWITCH_OFF)
    if unknown:
        detail = f"Zoomが示さないもの: {'、'.join(unknown)}。"
        return Finding("recording", subject, ok=False, detail=detail, todo=_LOOK)
    return Finding("recording", subject, ok=True, detail="録画、要約、文字起こし、配信、保存はオフです。")


def open_to_browsers(subject: str, *, needs_sign_in: bool) -> Finding:
    """Whether guests may join in a browser, where many seekers have no account of Zoom."""
    if not needs_sign_in:
        return Finding("browser", subject, ok=True, detail="ブラウザから、サインインせずに参加できます。")
    todo = "Zoomの設定「Webクライアントからは認証されたユーザーだけが参加できる」をオフにし、ロックしてください。"
    return Finding("browser", subject, ok=False, detail="ブラウザからの参加に、サインインが要ります。", todo=todo)


def _shown(switch: _Switch, settings: dict[str, object]) -> Iterator[tuple[str, object]]:
    for path in switch.paths:
        first, *others = path.split(".")
        for name in settings if first == "*" else (first,):
            yield from ((path, value) for value in _found(section(settings, name), others))


def _found(within: dict[str, object], names: list[str]) -> Iterator[object]:
    *sections, last = names
    for name in sections:
        within = section(within, name)
    if last in within:
        yield within[last]


def _is_on(path: str, value: object) -> bool:
    if isinstance(value, dict):
        return value.get("enable") is True or value.get("auto_enable") is True
    return value is True or (path == _OF_CHATS and value != _NOBODY)
