"""Who may call a view."""

import pytest

from booking.people.permissions import ALL_STAFF, ANYONE, RECEPTION, SEEKERS, Callers, allow, callers_of
from booking.people.principals import Principal
from booking.tables import Realm, Role

MISAKI = Principal(1, Realm.MY_PAGE, "髙城 美咲", seeker_id=2)
STAFF = {role: Principal(9, Realm.DESK, "職員", staff_id=3, role=role) for role in Role}


def test_anyone_means_signed_in_or_not() -> None:
    assert all(ANYONE.include(principal) for principal in (None, MISAKI, *STAFF.values()))


def test_seekers_are_kept_from_the_desk_and_staff_from_the_my_page() -> None:
    assert SEEKERS.include(MISAKI)
    assert not any(SEEKERS.include(staff) for staff in STAFF.values())
    assert not ALL_STAFF.include(MISAKI)


def test_strangers_enter_neither() -> None:
    assert not SEEKERS.include(None)
    assert not ALL_STAFF.include(None)


@pytest.mark.parametrize("role", Role)
def test_counsellors_alone_do_not_take_reservations(role: Role) -> None:
    assert ALL_STAFF.include(STAFF[role])
    assert RECEPTION.include(STAFF[role]) is (role is not Role.COUNSELLOR)


def test_a_view_says_who_may_call_it() -> None:
    @allow(SEEKERS)
    def view() -> str:
        return ""

    assert callers_of(view) is SEEKERS


def test_a_view_that_says_nothing_is_noticed() -> None:
    def view() -> str:
        return ""

    assert callers_of(view) is None
    assert isinstance(ANYONE, Callers)
