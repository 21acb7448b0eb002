"""To which mail addresses mail can be sent."""

import pytest

from notifier.mail_addresses import is_mail_address


@pytest.mark.parametrize(
    "address",
    [
        "a@b.jp",
        "misaki..t.@phone.example.ne.jp",
        "o'hara+jobs_1@mail.example.co.jp",
        "misaki@xn--eckwd4c7c.example",
        "misaki@example.xn--q9jyb4c",
        f"{'m' * 64}@example.com",
    ],
)
def test_mail_can_be_sent_to_it(address: str) -> None:
    assert is_mail_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "misaki",
        "@example.com",
        "misaki@",
        "misaki@@example.com",
        "misaki@example",
        "misaki@example.com.",
        "misaki@.example.com",
        "misaki@-example.com",
        "misaki@example.c",
        "misaki@192.0.2.1",
        "mi saki@example.com",
        "misaki@example.com, taro@example.com",
        "misaki@example.com\nBcc: taro@example.com",
        "<misaki@example.com>",
        "髙城@example.com",
        "misaki@見本.jp",
        "..@example.com",
        f"{'m' * 65}@example.com",
        f"misaki@{'example.' * 31}com",  # 258 characters
        "\x00@example.com",
    ],
)
def test_nothing_could_be_sent_to_it(address: str) -> None:
    assert not is_mail_address(address)
