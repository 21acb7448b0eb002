"""Says to staff what the entries of a timeline are about."""

from booking.core.texts import _
from booking.history.subjects import Subject


def subject_in_words(subject: Subject) -> str:
    """What it is about, as its mark and its choice are called."""
    return {
        Subject.BOOKING: _("予約"),
        Subject.ATTENDANCE: _("出欠"),
        Subject.SUSPENSION: _("利用停止"),
        Subject.MESSAGE: _("ご本人への連絡"),
        Subject.NOTE: _("職員のメモ"),
        Subject.RECORD: _("登録・ログイン"),
        Subject.LOOK: _("見た記録"),
    }[subject]
