"""Why a mail did not arrive, as staff read it."""

from pathlib import Path

import pytest

from booking.messages.channels.mail import mail
from booking.messages.words import delivery_failure
from notifier.delivering import NO_CHANNEL
from tests.town import config_for


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("the mail server refused the address: 550 5.1.1", "相手のメールサーバーが、この宛先を断りました：550 5.1.1"),
        ("not delivered while it was useful", "送る仕組みが止まっているあいだに、期限が過ぎました"),
        (NO_CHANNEL, "送る設定が、いまはありません。電話で伝えてください"),
        ("mail folder: No space left on device", "mail folder: No space left on device"),
    ],
)
def test_a_reason_is_told_in_words_with_the_servers_code(reason: str, words: str, tmp_path: Path) -> None:
    assert delivery_failure(reason, mail(config_for(f"sqlite:///{tmp_path}/town.sqlite", tmp_path)).words()) == words
