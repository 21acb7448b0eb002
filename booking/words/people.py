"""How data of people are shown."""

_AREA_CODES_OF_FOUR = ("0957", "0570", "0120")


def phone_with_hyphens(digits: str | None) -> str:
    """A phone number as people write it; stored ones are digits only."""
    if not digits:
        return ""
    if len(digits) == 11:
        return "-".join((digits[:3], digits[3:7], digits[7:]))
    if digits.startswith(_AREA_CODES_OF_FOUR):
        return "-".join((digits[:4], digits[4:6], digits[6:]))
    return "-".join((digits[:3], digits[3:6], digits[6:]))
