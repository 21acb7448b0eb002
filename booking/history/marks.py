"""Where a page of a timeline ends, so that the next one goes on there whatever is added meanwhile. Knows no tables."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

_SHAPE = re.compile(r"([0-9]{1,16})-([01])-([0-9]{1,18})", re.ASCII)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Source(IntEnum):
    """Where an entry comes from; of one moment the act comes before its message, so that it stands below it."""

    ACT = 0
    MESSAGE = 1


@dataclass(frozen=True, order=True)
class Mark:
    """An entry's place in time: later ones are greater."""

    at: datetime
    source: Source
    id: int

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{(self.at - _BEGINNING) // _MICROSECOND}-{self.source.value}-{self.id}"


def read_mark(text: str) -> Mark | None:
    """The mark in an address; None for anything else."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    at, source, id_ = (int(part) for part in found.groups())
    return Mark(_BEGINNING + at * _MICROSECOND, Source(source), id_)
