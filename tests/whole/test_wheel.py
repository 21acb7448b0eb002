"""The wheel needs nothing of the checkout: neither its files nor the network."""

import pytest

from tests.whole.installation import install_wheel
from tests.whole.visitor import Visitor


def test_the_wheel_alone_knows_deadlines_and_books_a_consultation(tmp_path_factory: pytest.TempPathFactory) -> None:
    installation = install_wheel(tmp_path_factory.mktemp("elsewhere"))
    password = installation.prepare()["misaki@example.com"]
    # Monday 23 November 2026 is a national holiday, so two office days before Wednesday 25 is Friday 20.
    assert "2026-11-20" in installation.madoguchi("deadline", "omura-soudan", "2026-11-25")
    with installation.serving() as base_url:
        visitor = Visitor(base_url)
        visitor.open("/procedures/omura-soudan?day=2026-11-25")
        visitor.press("予約する")
        visitor.press("ログイン", login="misaki@example.com", password=password)
        visitor.press("同意する")
        visitor.press("確認へ進む", topic="職務経歴書の書き方")
        assert "受付番号" in visitor.press("申込み")
