"""Says to staff in what somebody fits what was typed."""

from booking.core.input.person_keys import Of
from booking.core.texts import _


def fits_in(of: Of) -> str:
    """In what."""
    return {
        Of.NAME: _("氏名・カナ"),
        Of.HEARD: _("読みが近い"),
        Of.NUMBER: _("求職番号"),
        Of.PHONE: _("電話番号"),
        Of.BIRTH_DATE: _("生年月日"),
        Of.EMAIL: _("メールアドレス"),
    }[of]
