"""Who acted, in the words of the offices that read the audit log."""

from booking.core.texts import _
from booking.history.reads import HistoryLine


def who_in_words(line: HistoryLine) -> str:
    """A colleague by name, the person themselves, or the service."""
    kind = line.actor.partition(":")[0]
    others = {"seeker": _("ご本人"), "account": _("ご本人"), "job": _("自動"), "operator": _("システムの運用者")}
    return line.who or others.get(kind, line.actor)
