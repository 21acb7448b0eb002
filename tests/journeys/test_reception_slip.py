"""The code on the phone is read by a camera: what it holds is what the counter's page takes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import press
from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

# Stands in for the detector of phones, which this Chromium lacks: the first one finds nothing, the second "reads"
# a number off any picture. What the page does with camera and number is its own.
DETECTOR = """window.BarcodeDetector = class {
    constructor(wanted) {
        this.reads = window.isSecond && wanted.formats.join() === "qr_code";
        window.isSecond = true;
    }
    async detect(picture) {
        return this.reads && picture.videoWidth ? [{ rawValue: "70000-0000002" }] : [];
    }
};"""
# The Chromium without windows has no camera at all; the other one has one for tests (`launch_arguments`).
CAMERA = """const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wanted) => own(wanted).catch((error) => {
    if (error.name !== "NotSupportedError" || wanted.video.facingMode !== "environment") throw error;
    const canvas = document.createElement("canvas");
    const paper = canvas.getContext("2d");
    setInterval(() => paper.fillRect(Math.random() * 300, 0, 9, 9), 50);
    return canvas.captureStream();
});"""


def test_home_and_slip_read_on_a_phone(town: Town, phone: Page, inspector: Inspector) -> None:
    signed_in(phone, town, "owen@example.com", inspector, door="/login")
    for address in ("/mypage", "/mypage/jobs", "/mypage/activity", "/mypage/settings", "/mypage/reception-slip"):
        phone.goto(f"{town.base_url}{address}")
        inspector.look_at(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, address


def at_the_camera(town: Town, page: Page, inspector: Inspector) -> None:
    """A clerk, at the page that reads slips, presses 「カメラを使う」."""
    page.add_init_script(DETECTOR)
    signed_in(page, town, "uketsuke.omura@example.com", inspector, door="/desk/login")
    page.goto(f"{town.base_url}/desk/scan")
    inspector.look_at(page)
    page.get_by_role("button", name="カメラを使う").click()


def test_the_camera_reads_the_number_and_the_card_opens(town: Town, desktop: Page, inspector: Inspector) -> None:
    desktop.context.grant_permissions(["camera"], origin=town.base_url)
    desktop.add_init_script(CAMERA)
    at_the_camera(town, desktop, inspector)
    desktop.get_by_role("button", name="カメラを止める").click()
    expect(desktop.locator("video")).to_be_hidden()
    desktop.get_by_role("button", name="カメラを使う").click()
    desktop.wait_for_url("**/desk/call/*")
    assert "髙城 美咲" in desktop.inner_text("h1")


def test_a_camera_that_is_refused_leaves_the_field(town: Town, desktop: Page, inspector: Inspector) -> None:
    at_the_camera(town, desktop, inspector)
    expect(
        desktop.get_by_text("カメラを使えません。スキャナーで読み取るか、求職番号を入力してください。")
    ).to_be_visible()
    inspector.look_at(desktop)
    desktop.get_by_label("2次元バーコード、または求職番号").fill("70000-0000002")
    press(desktop, "開く")
    assert "髙城 美咲" in desktop.inner_text("h1")


def test_a_scanner_types_the_number_and_enter(town: Town, desktop: Page, inspector: Inspector) -> None:
    signed_in(desktop, town, "uketsuke.omura@example.com", inspector, door="/desk/login")
    desktop.goto(f"{town.base_url}/desk/scan")
    inspector.look_at(desktop)
    desktop.keyboard.type("70000-0000002")  # the field has the focus by itself
    with desktop.expect_navigation(url="**/desk/call/*"):
        desktop.keyboard.press("Enter")
    assert "髙城 美咲" in desktop.inner_text("h1")
