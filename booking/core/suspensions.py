"""When a suspension is in force: asked by tables, by who may book, and by pages alike."""

from datetime import date


def is_running(ends_on: date | None, *, today: date) -> bool:
    """Whether an imposed suspension until `ends_on` inclusive is in force today; without a last day none is."""
    return ends_on is not None and today <= ends_on
