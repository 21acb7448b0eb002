"""Every proposal and every reason is a sentence of its own."""

from booking.attendance.rules.suggestion import Reason, Suggestion, Why
from booking.attendance.words import reason, suggestion
from booking.core.decisions import DECISIONS


def test_every_reason_is_a_sentence_of_its_own() -> None:
    sentences = {reason(Reason(why, 7)) for why in Why}
    assert len(sentences) == len(Why)
    assert all(sentence.endswith("。") and "%(" not in sentence for sentence in sentences)


def test_a_reason_tells_its_minutes() -> None:
    assert reason(Reason(Why.LATE, 8)) == "8分遅れて来ました。"


def test_every_proposal_has_words_and_so_has_none() -> None:
    suggested = [kind.status for kind in DECISIONS.values() if kind.suggestion]
    assert len({suggestion(Suggestion(outcome, ())) for outcome in (None, *suggested)}) == len(suggested) + 1
