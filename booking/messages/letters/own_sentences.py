"""What the office itself says in a message (rules.md#own-sentences), its facts put in as they are now."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.kinds import KINDS
from booking.bookings.rules.the_day import Phase
from booking.core.dates import clocks, span
from booking.core.texts.languages import Language, language
from booking.core.texts.own_sentences import Place, StandsIn, filled, is_address
from booking.offices.from_rows import sentences_of_row
from booking.offices.sentences import Sentences
from booking.tables import OfficeSentences
from notifier.inbox import Told

# A phone takes what touches a number for a part of it (decision 0018).
_NUMBER = re.compile(r" ?(?<![0-9-])(0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4})(?![0-9-]) ?")


@dataclass(frozen=True)
class SaidLine:
    """A line of what an office says: words, or the address of a page."""

    text: str
    is_address: bool


@dataclass(frozen=True)
class Said:
    """What stands at one place of a message."""

    lines: tuple[SaidLine, ...]
    language: Language
    is_readers: bool  # False: the reader's language is not there, and this is Japanese

    @property
    def parts(self) -> Iterable[tuple[bool, str]]:
        """Lines of words together, each address alone; every address of a page is one part: (is address, text)."""
        words: list[str] = []
        for line in self.lines:
            if not line.is_address:
                words.append(line.text)
                continue
            if words:
                yield False, "\n".join(words)
            yield True, line.text
            words = []
        if words:
            yield False, "\n".join(words)

    @property
    def in_mail(self) -> str:
        """As plain text, in which numbers stand alone."""
        return "\n".join(_NUMBER.sub(r" \1 ", line.text).strip() for line in self.lines)


# What a template asks: "opening" or "closing", "inbox" or "mail".
Saying: TypeAlias = Callable[[str, str], Said | None]


def own_sentences(session: Session, message: Told, facts: Mapping[str, Any]) -> Saying:
    """What its office says in this message; looked up by the first template that asks, by one statement.

    A message from before the office said anything stays without. What helps somebody to come is over with the
    consultation.
    """

    @cache
    def found() -> Sentences | None:
        named = OfficeSentences.office_id == facts["office"].id, OfficeSentences.kind == message.kind
        row = session.scalar(select(OfficeSentences).where(*named, OfficeSentences.since <= message.made_at))
        return sentences_of_row(row) if row is not None else None

    def say(part: str, place: str) -> Said | None:
        kind = KINDS[message.kind]
        if facts.get("phase") is Phase.OVER and (kind.leads_there or kind.lapses):
            return None
        return said(found(), part, StandsIn(place), facts)

    return say


def said(sentences: Sentences | None, part: str, place: StandsIn, facts: Mapping[str, Any]) -> Said | None:
    """What stands at this place in the language that is spoken; None for nothing."""
    texts: Mapping[Language, str] = getattr(sentences, part) if sentences else {}
    if not texts or sentences is None or not sentences.stands_in.includes(place):
        return None
    spoken = language() if language() in texts else Language.JAPANESE
    text = filled(texts[spoken], spoken, _facts(facts))
    lines = tuple(SaidLine(line, is_address(line)) for line in (each.strip() for each in text.splitlines()))
    return Said(lines, spoken, spoken is language())


def _facts(facts: Mapping[str, Any]) -> dict[Place, str]:
    office = facts["office"]
    of_office = {
        Place.OFFICE: office.name,
        Place.DEPARTMENT: office.department,
        Place.PHONE: office.phone,
        Place.HOURS: clocks(office.desk_opens, office.desk_closes),
    }
    if "starts_at" not in facts:
        return of_office
    of_booking = {
        Place.PROCEDURE: facts["procedure"].title,
        Place.TIME: span(facts["starts_at"], facts["ends_at"]),
    }
    return of_office | of_booking
