"""What is booked, in the reader's words. Offices write their titles in Japanese; whoever cannot read them tells the two
procedures that people mix up by these. A purpose that is not among them stays as the office wrote it.
"""

from booking.core.texts import _
from booking.core.texts.languages import Language, language
from booking.core.texts.marked_texts import N_

_KNOWN = {
    N_("職業相談"): N_("職業相談（仕事についての相談）"),
    N_("失業認定"): N_("失業認定（失業していることの確認）"),
}


def purpose_in_words(purpose: str) -> str:
    """The purpose within a sentence: 職業相談, job consultation."""
    return _(purpose) if purpose in _KNOWN else purpose


def purpose_explained(purpose: str) -> str:
    """The purpose above a title that is hard or Japanese on this page; nothing where the title says it itself."""
    explained = _KNOWN.get(purpose)
    return _(explained) if explained and language() is not Language.JAPANESE else ""
