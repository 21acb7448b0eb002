"""Says what came of a press beside what was pressed: a page may be longer than a screen."""

from flask import flash

from booking.core.decisions import Tone


def flash_beside(text: str, tone: Tone, *, place: str) -> None:
    """Show `text` at `place`, an id on the page that comes next; on any other page it stands at the top."""
    flash(text, f"{tone}@{place}")
