"""`madoguchi people erase`."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime

from booking.cli.wiring import prepared_app
from booking.leaving.erase_due import due, erase_due
from booking.services import services


def erase(options: Namespace) -> None:
    """Print the internal ids of those who are due, and erase them unless it is only tried."""
    count = 0
    with prepared_app():
        now = services().clock()
        found = due(now=now) if options.dry_run else _erased(now)
        for seeker_id in found:
            print(f"seeker:{seeker_id}", flush=True)
            count += 1
    print(f"{count} people {'are due' if options.dry_run else 'erased'}")


def _erased(now: datetime) -> Iterator[int]:
    return erase_due(actor="operator:command", now=now, real_now=datetime.now(UTC))
