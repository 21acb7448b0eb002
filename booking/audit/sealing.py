"""How audit lines are sealed and what a broken chain of seals shows; knows no tables (rules.md#audit).

Each seal's mac covers its line and the mac before it. Whoever lacks the key can therefore neither change, remove nor
insert a sealed line unnoticed. What the chain cannot show by itself is that its end was cut off; a head that was noted
elsewhere shows that.
"""

import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_HEAD = re.compile(r"(0|[1-9][0-9]{0,17}):([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True)
class Line:
    """An audit line as it is sealed; `at` is an aware moment of any zone."""

    id: int
    at: datetime
    actor: str
    act: str
    object: str
    facts: dict[str, str | int | bool | None]


@dataclass(frozen=True)
class Head:
    """The last seal of a chain: its number and mac. Written "12:0f3a…"."""

    number: int
    mac: str

    def __str__(self) -> str:
        return f"{self.number}:{self.mac}"


START = Head(0, "0" * 64)


@dataclass(frozen=True)
class Seal:
    """A seal as it was found, with its line; None for a line that is gone or cannot be read any more."""

    number: int
    mac: str
    line_id: int
    line: Line | None


class Fault(StrEnum):
    """What is wrong with a chain."""

    SEAL_MISSING = "seal_missing"
    LINE_MISSING = "line_missing"
    BROKEN = "broken"  # the line was changed, or lines before it were removed or inserted
    CUT = "cut"
    RESEALED = "resealed"  # the chain holds, but it is not the one whose head was noted


@dataclass(frozen=True)
class Flaw:
    """The first thing wrong: at which seal, and on which line where there is one."""

    fault: Fault
    seal: int
    line_id: int | None = None


@dataclass(frozen=True)
class Verdict:
    """How far the chain holds (`head`), and what is wrong behind it, if anything."""

    head: Head
    flaw: Flaw | None


def read_head(text: str) -> Head:
    """The head that "12:0f3a…" names.

    Raises:
        ValueError: it is not a number, a colon and 64 hexadecimal digits in lower case.
    """
    found = _HEAD.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a head like 12:{'0f' * 4}… (a number, a colon, 64 hexadecimal digits)")
    return Head(int(found[1]), found[2])


def canonical(line: Line) -> bytes:
    """The one way to write a line down, whichever engine it was read from: JSON, keys sorted, the moment in UTC."""
    written = {
        "id": line.id,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": line.actor,
        "act": line.act,
        "object": line.object,
        "facts": line.facts,
    }
    return json.dumps(written, sort_keys=True, separators=(",", ":")).encode("ascii")


def seal(head: Head, line: Line, *, key: str) -> Head:
    """The head after `line` was sealed behind `head`."""
    mac = hmac.digest(key.encode(), bytes.fromhex(head.mac) + canonical(line), "sha256")
    return Head(head.number + 1, mac.hex())


def verify(seals: Iterable[Seal], *, key: str, noted: Head | None = None) -> Verdict:
    """Follow the chain from its start to the first flaw, or to its end; `noted` is a head that it once had."""
    head = START
    flaw = _contradiction(head, noted)
    for found in seals:
        flaw = flaw or _flaw(head, found, key)
        if flaw is not None:
            break
        head = Head(found.number, found.mac)
        flaw = _contradiction(head, noted)
    if flaw is None and noted is not None and noted.number > head.number:
        flaw = Flaw(Fault.CUT, head.number + 1)
    return Verdict(head, flaw)


def _contradiction(head: Head, noted: Head | None) -> Flaw | None:
    if noted is not None and noted.number == head.number and noted.mac != head.mac:
        return Flaw(Fault.RESEALED, head.number)
    return None


def _flaw(head: Head, found: Seal, key: str) -> Flaw | None:
    if found.number != head.number + 1:
        return Flaw(Fault.SEAL_MISSING, head.number + 1)
    if found.line is None:
        return Flaw(Fault.LINE_MISSING, found.number, found.line_id)
    if found.mac != seal(head, found.line, key=key).mac:
        return Flaw(Fault.BROKEN, found.number, found.line_id)
    return None
