"""What states, channels and wishes are called."""

from booking.bookings.rules.wishes import Wish
from booking.core.channels import Channel
from booking.core.decisions import BookingStatus
from booking.core.texts import _
from booking.tables import MeetingState, Role, Scope


def booking_status(status: BookingStatus) -> str:
    """A booking's status."""
    return _(status.word)


def meeting_state(state: MeetingState) -> str:
    """A meeting's state."""
    return {
        MeetingState.WANTED: _("発行中"),
        MeetingState.ISSUED: _("発行済み"),
        MeetingState.FAILING: _("発行が遅れています"),
        MeetingState.WITHDRAWN: _("無効"),
    }[state]


def channel(given: Channel | str) -> str:
    """The way in which a booking came."""
    return {
        Channel.WEB: _("インターネット"),
        Channel.PHONE: _("電話"),
        Channel.COUNTER: _("窓口"),
    }[Channel(given)]


def role(given: Role) -> str:
    """A role of staff."""
    return {
        Role.CLERK: _("受付"),
        Role.COUNSELLOR: _("相談員"),
        Role.MANAGER: _("管理者"),
        Role.ADMINISTRATOR: _("システム管理者"),
    }[given]


def wish(given: Wish | str) -> str:
    """A wish for the consultation."""
    return {
        Wish.DOCUMENT_REVIEW: _("応募書類の添削"),
        Wish.INTERPRETER: _("通訳"),
        Wish.CAPTIONS: _("字幕（文字表示）"),
        Wish.WRITING: _("筆談・チャット"),
        Wish.SIGN_LANGUAGE: _("手話"),
    }[Wish(given)]


def drifted_setting(name: str) -> str:
    """A setting of a meeting that is not as it must be (rules.md#meetings)."""
    return {
        "waiting_room": _("待機室がオフ"),
        "join_before_host": _("ホストより先に参加できる"),
        "auto_recording": _("自動で録画される"),
        "use_pmi": _("個人ミーティングIDを使っている"),
        "meeting_authentication": _("Zoomにサインインした人だけが参加できる"),
        "let_past": _("待機室を通らずに入れる人がいる"),
        "registration": _("参加に登録（名前とメールアドレスの入力）が要る"),
        "ai_summary": _("Zoom AIの要約が自動で始まる"),
        "ai_questions": _("Zoom AIへの質問が自動で始まる"),
        "my_notes": _("参加者が文字起こし（マイノート）をできる"),
        "summary_to_all": _("Zoom AIの要約が参加者に送られる"),
        "alt_hosts": _("ほかの人もホストになれる（代替ホスト）"),
        "kept_chat": _("チャットが相談のあとも残る"),
        "encryption": _("エンドツーエンド暗号化のため、ブラウザや電話で参加できない"),
        "type": _("1回だけのミーティングではない"),
        "passcode": _("パスコードが違う、または数字だけでない"),
        "time": _("日時が違う"),
    }.get(name, name)


def scope(given: Scope | str) -> str:
    """What an API token may do."""
    return {
        Scope.BOOKINGS_READ: _("予約を見る（ミーティングIDとパスコードもふくみます）"),
        Scope.BOOKINGS_WRITE: _("予約する・変更する・取り消す"),
        Scope.INBOX_READ: _("メッセージを読む（求職者だけ）"),
    }[Scope(given)]
