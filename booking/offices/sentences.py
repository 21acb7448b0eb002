"""What an office itself says in its messages of one kind, beside the facts, which always stay; knows no tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from booking.announcements.kinds import KINDS, Facts, MessageKind
from booking.core.texts.languages import Language
from booking.core.texts.own_sentences import OF_A_BOOKING, OF_THE_OFFICE, Place, StandsIn

KINDS_WITH_SENTENCES: Mapping[str, MessageKind] = {code: kind for code, kind in KINDS.items() if kind.takes_sentences}


@dataclass(frozen=True)
class Sentences:
    """What opens and what closes the messages of a kind, each by language; Japanese is there where anything is.

    Whoever reads in a language that is not there is shown the Japanese, marked as such.
    """

    kind: str
    stands_in: StandsIn = StandsIn.BOTH
    opening: Mapping[Language, str] = field(default_factory=dict, hash=False)
    closing: Mapping[Language, str] = field(default_factory=dict, hash=False)

    @property
    def says_something(self) -> bool:
        """Whether there is anything; without it the standard text stands alone."""
        return bool(self.opening or self.closing)


def places_of(kind: MessageKind) -> tuple[Place, ...]:
    """The facts that sentences of this kind may name."""
    return OF_A_BOOKING if kind.facts is Facts.BOOKING else OF_THE_OFFICE


def texts_for(kind: MessageKind) -> tuple[StandsIn, ...]:
    """Where sentences of this kind may stand: a mail that is a notice says nothing of what it is about."""
    return (StandsIn.INBOX,) if kind.mail_is_notice else tuple(StandsIn)
