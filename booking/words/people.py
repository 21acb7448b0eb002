"""How data of people are shown."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

_JAPAN = "JP"


def phone_with_hyphens(digits: str | None) -> str:
    """A phone number as people in Japan write it; stored ones are digits only.

    Area codes have two to five digits, and only the numbering plan tells which: 03-1234-5678, 0957-40-0032. What the
    plan does not know is shown as it is stored.
    """
    if not digits:
        return ""
    try:
        shown = phonenumbers.format_number(phonenumbers.parse(digits, _JAPAN), PhoneNumberFormat.NATIONAL)
    except NumberParseException:
        return digits
    return shown if shown.replace("-", "") == digits else digits
