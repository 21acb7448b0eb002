"""The visit of this browser to the provider of identities: it goes, and is known when it comes back; shows nothing."""

from datetime import UTC, datetime

from flask import abort

from booking.people.linked_sign_in.provider import IdentityProvider
from booking.people.linked_sign_in.visits import begin_visit
from booking.services import services
from booking.web import session
from database.base import db

_STATE = "provider_visit"


def identities() -> IdentityProvider:
    """The provider; there is no such page without one."""
    return services().identities or abort(404)


def go(account_id: int | None) -> str:
    """Begin a visit of this browser and answer where it goes; with an account it goes to link it.

    Raises:
        ProviderAway: it need not go, for nobody is there.
    """
    provider = identities()
    state = begin_visit(account_id, real_now=datetime.now(UTC))
    session.keep(_STATE, state)
    db.session.rollback()  # no connection waits for the provider
    return provider.address(state)


def way_there() -> str | None:
    """Where the visit of this browser goes that began; None if none did."""
    state = session.kept(_STATE)
    return identities().address(state) if state else None


def visit_state() -> str | None:
    """The state with which this browser went."""
    return session.kept(_STATE)


def visit_over() -> None:
    """Forget it: a browser comes back once."""
    session.forget(_STATE)
