"""Says why an office is not set up so."""

from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.offices.refusals import OfficeRulesBroken, SettingChangedMeanwhile


@explains
def _office_rules_broken(refused: OfficeRulesBroken) -> Explanation:
    return Explanation(
        _("この内容には変えられません"),
        "".join(dict.fromkeys(_fault(what, allowed) for _key, what, allowed in refused.faults)),
        _("内容を直して、もう一度お試しください。"),
    )


@explains
def _changed_meanwhile(_refused: SettingChangedMeanwhile) -> Explanation:
    return Explanation(
        _("画面を開いているあいだに、同じ設定が変わりました"),
        _("まだ何も変えていません。入力した内容は、下に残っています。"),
        _("どちらにするかを確かめて、もう一度決めてください。"),
    )


def _fault(what: str, allowed: str) -> str:
    """Word a fault as a sentence, with what would be right for it."""
    if allowed:
        return _("%(what)s（使えるのは、%(allowed)s）。", what=what, allowed=allowed)
    return _("%(what)s。", what=what)
