"""What kinds of messages are called, for staff; in the order in which a seeker may meet them."""

from collections.abc import Mapping

from booking.words.texts import _


def message_kinds() -> Mapping[str, str]:
    """The name of every kind of message."""
    return {
        "booked": _("予約を受け付けた"),
        "meeting_ready": _("遅れていたミーティングの準備ができた"),
        "moved": _("日時を変更した"),
        "meeting_replaced": _("ミーティングを作りなおした"),
        "desk_changed": _("同じ日時のまま、窓口を移した"),
        "kept": _("休みや時間が変わっても、予定どおり行う"),
        "reminder_day": _("前の開庁日のお知らせ"),
        "reminder_hour": _("1時間前のお知らせ"),
        "cancelled": _("安定所が取り消した"),
        "missed": _("無断欠席の記録"),
        "warned": _("無断欠席の注意"),
        "excused": _("事情による欠席の記録"),
        "not_held": _("行えなかった相談の記録"),
        "corrected": _("出欠の訂正"),
        "suspended": _("利用停止"),
        "not_suspended": _("利用停止をしない決定"),
        "replied": _("利用停止についての返事"),
        "lifted": _("利用停止の解除"),
        "place_free": _("空きのお知らせ"),
        "token_made": _("トークンの発行"),
        "token_ended": _("トークンの取消"),
        "sign_in_locked": _("ログインの一時停止"),
        "email_changed": _("メールアドレスの変更"),
    }
