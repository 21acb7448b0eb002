"""A clerk registers somebody who is like somebody else, finds that it is one person, and keeps a stranger out."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

BORN = {"birth_date_year": "平成3", "birth_date_month": "12", "birth_date_day": "29"}
TWIN = {"name": "髙城 美早紀", "kana": "たかしろ みさき", "address": "長崎県大村市見本町0-0", **BORN}


@pytest.mark.late
def test_registered_merged_parted_and_closed_on_a_phone(town: Town, phone: Page, inspector: Inspector) -> None:
    clerk = signed_in(phone, town, "uketsuke.omura@example.com", inspector, door="/desk/login")
    phone.goto(f"{town.base_url}/desk/seekers/new")
    clerk.press("確認へ進む")  # with nothing in it
    for name, text in TWIN.items():
        phone.fill(f"main [name={name}]", text)
    clerk.press("確認へ進む")
    clerk.press("別の方として登録する")
    clerk.press("本人確認へ進む")
    for fact in ("seeker_number", "birth_date", "address"):
        phone.check(f"main [value={fact}]")
    clerk.press("本人確認を記録する")
    card = phone.url
    for page in ("slip", "record", "access", "closure"):
        phone.goto(f"{card}/{page}")
        inspector.look_at(phone)
    phone.goto(card)
    clerk.press("同じ方のほかの登録とまとめる")
    clerk.press("髙城 美咲")
    clerk.press("1つにまとめる")
    clerk.press("もとの2つの登録に戻す")
    clerk.press("マイページを利用不可にする")
    clerk.write("理由", "アカウントが貸されていたため")
    clerk.press("利用不可にする")
    expect(phone.locator("main").get_by_text("マイページを利用不可にしました。")).to_be_visible()
