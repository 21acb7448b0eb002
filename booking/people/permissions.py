"""Who may call a route: every view declares it, and one check before each request enforces it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from booking.people.principals import Principal
from booking.tables import Realm, Role, Scope

View = TypeVar("View", bound=Callable[..., object])

_ATTRIBUTE = "allowed_callers"


@dataclass(frozen=True)
class Callers:
    """The people who may call a view; with neither realm nor scope it is everybody, signed in or not.

    A view with a scope belongs to the JSON API: it is called with a bearer token that has this scope, never with a
    browser's session. Of staff, only those in one of `roles` may call; whoever has an account and no registration yet,
    only where it says so (`before_registration`).
    """

    realm: Realm | None = None
    roles: frozenset[Role] = frozenset()
    scope: Scope | None = None
    before_registration: bool = False

    def include(self, principal: Principal | None, scopes: Collection[Scope] = ()) -> bool:
        """Whether `principal` (None = nobody) may call; `scopes` are those of their token, none for a browser."""
        if self.realm is None and self.scope is None:
            return True
        if principal is None or self.realm not in {None, principal.realm}:
            return False
        if self.scope is not None and self.scope not in scopes:
            return False
        if principal.is_unregistered:
            return self.before_registration
        return principal.realm is Realm.MY_PAGE or principal.role in self.roles


ANYONE = Callers()
SEEKERS = Callers(Realm.MY_PAGE)
# Everybody with an account of the my-page, also before the registration.
ACCOUNT_OWNERS = Callers(Realm.MY_PAGE, before_registration=True)
ALL_STAFF = Callers(Realm.DESK, frozenset(Role))
# Who takes bookings: a counsellor only reads the day's sheet.
RECEPTION = Callers(Realm.DESK, frozenset({Role.CLERK, Role.MANAGER, Role.ADMINISTRATOR}))
# Who decides over an office's days, times and desks.
MANAGEMENT = Callers(Realm.DESK, frozenset({Role.MANAGER, Role.ADMINISTRATOR}))
# Who decides over what all offices share.
ADMINISTRATION = Callers(Realm.DESK, frozenset({Role.ADMINISTRATOR}))

BOOKING_READERS = Callers(roles=ALL_STAFF.roles, scope=Scope.BOOKINGS_READ)
BOOKING_WRITERS = Callers(roles=RECEPTION.roles, scope=Scope.BOOKINGS_WRITE)
INBOX_READERS = Callers(Realm.MY_PAGE, scope=Scope.INBOX_READ)


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
