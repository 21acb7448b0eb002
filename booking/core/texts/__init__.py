"""The typed door to gettext: every text that a person reads goes through here or through a template's `_`.

The names `_`, `gettext` and `ngettext` are those that the tools of translators look for.
"""

from booking.core.texts.catalogues import catalogue
from booking.core.texts.languages import Language, language, marks_readings


def gettext(text: str) -> str:
    """`text` (Japanese, the source language) in the language that is spoken."""
    spoken = language()
    return text if spoken is Language.JAPANESE else catalogue(spoken, with_marks=marks_readings()).gettext(text)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The one of both texts that suits `number`, in the language that is spoken."""
    spoken = language()
    if spoken is Language.JAPANESE:
        return singular if number == 1 else plural
    return catalogue(spoken, with_marks=marks_readings()).ngettext(singular, plural, number)


def _(text: str, **facts: object) -> str:
    """`text` in the language that is spoken, its %(names)s filled with `facts`."""
    translated = gettext(text)
    return translated % facts if facts else translated
