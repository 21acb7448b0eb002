"""The device that Chromium pretends to have: it makes passkeys, and its owner is always there."""

from typing import Any

from playwright.sync_api import Page

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(page: Page) -> None:
    """Give the browser of this page such a device."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options: dict[str, Any] = {"options": _DEVICE}
    session.send("WebAuthn.addVirtualAuthenticator", options)
