"""Pages that hold a secret. Other answers to a form are seen as often as somebody asks (booking/web/shown_again.py)."""

from flask import g


def show_only_once() -> None:
    """Let the page that answers this form be seen a single time."""
    g.shown_once = True


def is_shown_only_once() -> bool:
    """Whether the view asked for that."""
    return "shown_once" in g
