"""The typed door to gettext: every text that a person reads goes through here or through a template's `_`."""

import flask_babel


def _(text: str, **facts: object) -> str:
    """`text` (Japanese, the source language) in the reader's language, its %(names)s filled with `facts`."""
    return str(flask_babel.gettext(text, **facts))
