"""Why an office is closed, in the reader's words: national holidays have names in each language."""

from booking.core.texts import _
from booking.core.texts.marked_texts import N_

_KNOWN = frozenset(
    {
        N_("元日"),
        N_("成人の日"),
        N_("建国記念の日"),
        N_("天皇誕生日"),
        N_("春分の日"),
        N_("昭和の日"),
        N_("憲法記念日"),
        N_("みどりの日"),
        N_("こどもの日"),
        N_("海の日"),
        N_("山の日"),
        N_("敬老の日"),
        N_("秋分の日"),
        N_("スポーツの日"),
        N_("文化の日"),
        N_("勤労感謝の日"),
        N_("振替休日"),
        N_("国民の休日"),
        N_("年末年始"),
        N_("土曜日"),
        N_("日曜日"),
    }
)


def closing_name(name: str) -> str:
    """A holiday's name; what an office calls a closing day of its own stays as the office wrote it."""
    return _(name) if name in _KNOWN else name
