"""What the figures are called on pages and in files of staff."""

from booking.core.decisions import BookingStatus
from booking.core.texts import _
from booking.statistics.list_reasons import ListReason


def figure(name: str) -> str:
    """What a figure of `Counts` is called, by its field."""
    return _words()[name]


def lead_in_words() -> str:
    """What the typical lead is called."""
    return _("何日前の予約か（中央値）")


def _words() -> dict[str, str]:
    return {
        "booked": _("予約"),
        "attended": _(BookingStatus.ATTENDED.word),
        "excused": _(BookingStatus.EXCUSED.word),
        "no_show": _(BookingStatus.NO_SHOW.word),
        "not_held": _(BookingStatus.NOT_HELD.word),
        "cancelled_by_seeker": _("取消（本人）"),
        "cancelled_by_office": _("取消（安定所）"),
        "undecided": _("これから・未記録"),
        "late": _("うち締切後の受付"),
        "moved": _("うち時間の変更"),
        "turned_away": _("満席でお断り"),
        "waited": _("空き待ち"),
    }


def list_reason(given: ListReason) -> str:
    """What a list with names is taken along for."""
    return {
        ListReason.CALLS: _("ご本人に電話で連絡するため"),
        ListReason.RECORDS: _("安定所の記録と照らし合わせるため"),
        ListReason.INQUIRY: _("ご本人や関係機関からの照会に答えるため"),
        ListReason.AUDIT: _("監査・点検のため"),
    }[given]
