"""The words of each language, from `translations/<language>/messages.po`, read when somebody first needs them."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from booking.assets import assets
from booking.core.texts.languages import Language


@cache
def catalogue(language: Language) -> GNUTranslations:
    """The catalogue of a language other than Japanese, whose words stand in the code itself.

    What it does not translate stays Japanese. It is compiled here and kept in memory: nothing has to be built before
    the service starts, be it from a checkout or a wheel.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (assets("translations") / language / "messages.po").open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)
