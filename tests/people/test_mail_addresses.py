"""A mail address, whichever keyboard typed it."""

import pytest

from booking.people.mail_addresses import partly_hidden, read_mail_address


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


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("misaki@example.com", "mi***@example.com"),
        ("ab@example.com", "a***@example.com"),
        ("a@example.com", "***@example.com"),
        ("a..b@docomo.ne.jp", "a.***@docomo.ne.jp"),
    ],
)
def test_an_address_is_shown_so_that_only_its_owner_knows_it(address: str, shown: str) -> None:
    assert partly_hidden(address) == shown
