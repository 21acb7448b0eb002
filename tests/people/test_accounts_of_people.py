"""Accounts: those made for staff, and those of the made-up people."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.people.samples import make_samples
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.signed_in import principal_of
from booking.people.staff_accounts.add import LoginTaken
from booking.people.staff_accounts.create import UnknownOffice, create_staff
from booking.tables import Account, AuditLine, Realm, Role, Seeker, Staff
from database.base import db
from tests.bookings.builders import all_of, how_many
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, NAIKO, office_time, password_of

pytestmark = pytest.mark.any_engine

REAL_NOW = datetime(2030, 1, 1, tzinfo=UTC)


def hire(login: str = "shin@example.com", *offices: str) -> str:
    """Make an account for a new clerk; the first password."""
    return create_staff("新 任子", login, Role.CLERK, offices or ("omura",), actor="staff:1", now=FRIDAY_MORNING)


def test_a_new_member_of_staff_signs_in_with_the_first_password(app: Flask) -> None:
    password = hire("Shin@Example.com", "omura", "shiga")
    entered = sign_in(
        realm=Realm.DESK, login="shin@example.com", password=password, known_browser=None, real_now=REAL_NOW
    )
    principal = principal_of(token_of(entered), real_now=REAL_NOW)
    assert principal is not None
    assert (principal.name, principal.role, len(principal.office_ids)) == ("新 任子", Role.CLERK, 2)


def test_making_an_account_is_audited_without_a_name(app: Flask) -> None:
    hire()
    *_, line = all_of(AuditLine)
    assert (line.act, line.facts) == ("create_staff", {"role": "clerk"})


@pytest.mark.each_engine
def test_two_members_of_staff_do_not_share_an_address(app: Flask) -> None:
    hire()
    with pytest.raises(LoginTaken):
        hire("SHIN@example.com")
    assert [staff.name for staff in all_of(Staff)].count("新 任子") == 1


def test_an_unknown_office_makes_no_account(app: Flask) -> None:
    before = how_many(Account)
    with pytest.raises(UnknownOffice, match="nanika"):
        hire("shin@example.com", "omura", "nanika")
    assert how_many(Account) == before


@pytest.mark.each_engine
def test_making_the_samples_again_changes_nobody_and_tells_the_same_passwords(app: Flask) -> None:
    before = how_many(Seeker), how_many(Staff), [account.password_hash for account in all_of(Account)]
    logins = make_samples(secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    assert (how_many(Seeker), how_many(Staff), [account.password_hash for account in all_of(Account)]) == before
    assert all(login.password == password_of(app, login.email) for login in logins)


def test_another_installation_has_other_passwords(app: Flask) -> None:
    mine = {login.password for login in make_samples(secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)}
    others = {login.password for login in make_samples(secret_key="another secret key", now=FRIDAY_MORNING)}
    assert not mine & others


def test_samples_are_marked_as_made_up(app: Flask) -> None:
    assert all(account.sample for account in all_of(Account))


def test_every_role_and_a_seeker_can_be_tried_out(app: Flask) -> None:
    logins = make_samples(secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    assert {login.role for login in logins} == {"seeker", *(role.value for role in Role)}


@pytest.mark.parametrize(
    ("number", "valid_until", "opened"),
    [
        (MISAKI, date(2027, 1, 31), True),
        (HATSUE, date(2027, 1, 31), False),
        (NAIKO, date(2026, 10, 31), True),
    ],
)
def test_the_made_up_seekers_stand_for_different_cases(
    app: Flask, number: str, valid_until: date, opened: bool
) -> None:
    seeker = db.session.scalars(select(Seeker).where(Seeker.seeker_number == number)).one()
    assert (seeker.registration_valid_until, seeker.my_page_opened) == (valid_until, opened)


def test_the_registrations_of_samples_go_with_the_time(app: Flask) -> None:
    make_samples(secret_key=app.config["SECRET_KEY"], now=office_time("2028-12-31 09:00"))
    seeker = db.session.scalars(select(Seeker).where(Seeker.seeker_number == MISAKI)).one()
    assert seeker.registration_valid_until == date(2029, 2, 28)
