"""When refused webhooks mean that the provider itself is refused; knows no tables.

Anybody can send one, so a single one says nothing. Several within an hour, and none accepted since, are most likely the
provider with another secret, or our clock is wrong: each event that it sends meanwhile is lost.
"""

from datetime import datetime, timedelta

MANY = 3
WITHIN = timedelta(hours=1)
# Zoom challenges an address every 72 hours: without a refusal for longer than that, it is accepted again.
FORGOTTEN_AFTER = timedelta(hours=96)


def counts_anew(refused: int, since: datetime | None, *, real_now: datetime) -> bool:
    """Whether the next refusal is the first of a new count: those before were too few for an hour."""
    return since is None or (refused < MANY and real_now - since >= WITHIN)


def is_alarm(refused: int, last: datetime | None, *, real_now: datetime) -> bool:
    """Whether somebody must look, `refused` times after the last that was accepted."""
    return refused >= MANY and last is not None and real_now - last < FORGOTTEN_AFTER
