"""The words of each language, from `translations/<language>/*.po`, read when somebody first needs them.

They are compiled here and kept in memory: nothing has to be built before the service starts, be it from a checkout, a
wheel or a test (decision 0060).
"""

from collections.abc import Sequence
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from booking.assets import assets
from booking.core.texts.languages import Language
from booking.core.texts.ruby import in_brackets, marked

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


@cache
def catalogue(language: Language, *, with_marks: bool) -> GNUTranslations:
    """The words of a language other than Japanese, whose words stand in the code itself.

    What is not translated stays Japanese. `with_marks`: readings are marked for a page; else they stand in brackets.
    """
    from babel.messages.mofile import write_mo

    merged = _merged(language)
    for message in merged:
        if message.id:
            message.string = _read(message.string or "", with_marks=with_marks)
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return GNUTranslations(compiled)


def files_of(language: Language) -> list[Path]:
    """The files of a language, one a part of the service."""
    return sorted((assets("translations") / language).glob("*.po"))


def _merged(language: Language) -> "Catalog":
    """The words of all files; they share their header, which knows the plurals."""
    from babel.messages.pofile import read_po

    first, *others = [read_po(BytesIO(file.read_bytes())) for file in files_of(language)]
    for other in others:
        for message in other:
            if message.id:
                first.add(message.id, message.string, flags=message.flags)
    return first


def _read(text: str | Sequence[str], *, with_marks: bool) -> str | tuple[str, ...]:
    if not isinstance(text, str):
        return tuple(str(_read(one, with_marks=with_marks)) for one in text)
    return marked(text) if with_marks else in_brackets(marked(text))
