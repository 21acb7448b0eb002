"""Who acted, in the words of the offices that read the audit log."""

from typing import Protocol

from booking.core.texts import _


class Acted(Protocol):
    """A line of history: `actor` as the audit log names them, and a colleague's name."""

    @property
    def actor(self) -> str: ...
    @property
    def who(self) -> str: ...


def who_in_words(line: Acted) -> str:
    """A colleague by name, the person themselves, or the service."""
    kind = line.actor.partition(":")[0]
    others = {"seeker": _("ご本人"), "account": _("ご本人"), "job": _("自動"), "operator": _("システムの運用者")}
    return line.who or others.get(kind, line.actor)
