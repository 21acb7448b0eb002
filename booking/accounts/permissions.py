"""Who may call a route: every view declares it, and one check before each request enforces it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from booking.accounts.principals import Principal
from booking.models import Realm, Role

View = TypeVar("View", bound=Callable[..., object])

_ATTRIBUTE = "allowed_callers"


@dataclass(frozen=True)
class Callers:
    """The people who may call a view; no realm means everybody, signed in or not."""

    realm: Realm | None = None
    roles: frozenset[Role] = frozenset()

    def include(self, principal: Principal | None) -> bool:
        """Whether `principal` (None = nobody signed in) may call."""
        if self.realm is None:
            return True
        if principal is None or principal.realm is not self.realm:
            return False
        return self.realm is Realm.MY_PAGE or principal.role in self.roles


ANYONE = Callers()
SEEKERS = Callers(Realm.MY_PAGE)
ALL_STAFF = Callers(Realm.DESK, frozenset(Role))
# Who takes reservations: a counsellor only reads the day's sheet.
RECEPTION = Callers(Realm.DESK, frozenset({Role.CLERK, Role.MANAGER, Role.ADMINISTRATOR}))


def allow(callers: Callers) -> Callable[[View], View]:
    """Declare who may call a view."""

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, callers)
        return view

    return declare


def callers_of(view: Callable[..., object]) -> Callers | None:
    """Who may call `view`; None if it does not say, which stops the start of the app."""
    callers = getattr(view, _ATTRIBUTE, None)
    return callers if isinstance(callers, Callers) else None
