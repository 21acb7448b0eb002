"""A mail address, whichever keyboard typed it."""

import pytest

from booking.people.mail_addresses import read_mail_address


@pytest.mark.parametrize(
    "typed",
    [
        "mi-saki@example.com",
        "  Mi-Saki@Example.COM\n",
        "ｍｉ－ｓａｋｉ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "ｍｉーｓａｋｉ＠ｅｘａｍｐｌｅ。ｃｏｍ",
        "mi−saki@example.com\u200b",
    ],
)
def test_one_address_is_kept_whichever_keyboard_typed_it(typed: str) -> None:
    assert read_mail_address(typed) == "mi-saki@example.com"
