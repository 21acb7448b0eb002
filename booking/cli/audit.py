"""`madoguchi audit verify`."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from booking.audit.lines import count_unsealed, seals
from booking.audit.sealing import START, Fault, Flaw, Seal, verify
from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.services import services
from database.base import db

_SEALS_BETWEEN_NEWS = 100_000


def verify_seals(options: Namespace) -> None:
    """Follow the chain of seals over the audit log, and name the first flaw."""
    with prepared_app():
        key = services().config.audit_key
        verdict = verify(_shown(seals(db.session())), key=key, noted=options.head)
        unsealed = count_unsealed(db.session())
    print(f"sealed lines that hold: {verdict.head.number}")
    print(f"lines not sealed yet: {unsealed}")
    if verdict.flaw is not None:
        raise CommandFailed(f"the audit log was tampered with: {_words(verdict.flaw)}")
    print(f"head: {verdict.head}" if verdict.head != START else "head: none, nothing was sealed yet")


def _shown(found: Iterable[Seal]) -> Iterator[Seal]:
    """Pass the seals on, and print how far they are followed for whoever waits."""
    for seal in found:
        if seal.number % _SEALS_BETWEEN_NEWS == 0:
            print(f"{seal.number} seals followed …", file=sys.stderr)
        yield seal


def _words(flaw: Flaw) -> str:
    match flaw.fault:
        case Fault.SEAL_MISSING:
            return f"seal {flaw.seal} is missing, and others follow"
        case Fault.LINE_MISSING:
            return f"line {flaw.line_id} under seal {flaw.seal} is missing or cannot be read"
        case Fault.BROKEN:
            doubt = "; or MADOGUCHI_AUDIT_KEY is not the key of this log" if flaw.seal == 1 else ""
            return (
                f"seal {flaw.seal} does not fit line {flaw.line_id}: the line was changed or inserted, "
                f"or lines before it were removed{doubt}"
            )
        case Fault.CUT:
            return f"its tail was cut off: seal {flaw.seal} and those up to the given head are missing"
        case Fault.RESEALED:
            return f"seal {flaw.seal} is not the given head: the tail was replaced and sealed anew"
