"""Whether a seeker at the door is asked for a one-time password."""

from datetime import UTC, datetime

from booking.people.sign_in.by_password import no_second_step
from booking.people.sign_in.mail_codes import code_unless_trusted
from booking.people.sign_in.second_step import WantedStep
from booking.services import services
from booking.web.accounts.askers import who_asks
from booking.web.accounts.trusted_browsers import at_the_door
from booking.web.session import now


def wanted_step(login: str) -> WantedStep:
    """A code by mail where mail reaches people, unless this browser skips it."""
    given = services()
    if not given.config.asks_for_mail_codes:
        return no_second_step
    return code_unless_trusted(at_the_door(), who_asks(login), keys=given.keys, now=now(), real_now=datetime.now(UTC))
