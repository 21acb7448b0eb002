"""Who asks for a key by mail: this browser, from its network."""

from flask import request

from booking.core.keys import token_hash
from booking.core.rate_limits import counted_as
from booking.people.account_keys.make import Asker
from booking.web.accounts.chosen_language import chosen_language
from booking.web.accounts.known_browsers import known_browser


def who_asks(address: str) -> Asker:
    """Where the request for a key with this address comes from."""
    network = counted_as(request.remote_addr or "")
    return Asker(known_browser(address) or "", token_hash(network), chosen_language())
