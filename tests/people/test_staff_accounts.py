"""Who looks after whose account, and what they may do: invite, give roles and offices, disable (decision 0049)."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.feeds.desk_addresses import make_desk_feed
from booking.jobs import deliver_mail
from booking.people.account_keys.refusals import KeyEnded
from booking.people.bearer_tokens import holder_of
from booking.people.refusals import AccountDisabled, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.signed_in import principal_of
from booking.people.staff_accounts.add import LoginTaken, NameMissing
from booking.people.staff_accounts.change_role import change_role
from booking.people.staff_accounts.charge import Charge
from booking.people.staff_accounts.colleagues import State, colleague
from booking.people.staff_accounts.create import create_staff
from booking.people.staff_accounts.disable import disable_colleague, enable_colleague, end_sign_ins_of
from booking.people.staff_accounts.invite import Invited, accept_invitation, invite_again, invite_colleague
from booking.people.staff_accounts.refusals import (
    MailedTooOften,
    MoreThanOwn,
    NoInvitation,
    NotInCharge,
    OwnAccount,
)
from booking.people.tokens import create_token
from booking.services import services
from booking.tables import AuditLine, Desk, DeskFeed, Office, Realm, Role, Scope, Staff
from database.base import db
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.mails import link_in, mails_in
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, password_of, staff_id

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
NEW, SECRET = "shin@example.com", "neu-2027!"
CLERKS = "uketsuke.omura@example.com"
CLERK, COUNSELLOR, MANAGER, ADMINISTRATOR = "受付 二郎", "相談 花子", "管理 京子", "運用 守"


def offices(*codes: str) -> frozenset[int]:
    """The offices of these codes."""
    return frozenset(db.session.scalars(select(Office.id).where(Office.code.in_(codes))))


def invite(
    by: str, *, role: Role = Role.CLERK, at: Collection[str] = ("omura",), login: str = NEW, now: datetime = NOW
) -> int:
    """Invite 新 任子; answer her number as staff."""
    invited = Invited("新 任子", login, role, offices(*at))
    invite_colleague(invited, by=staff_id(by), keys=services().keys, now=FRIDAY_MORNING, real_now=now)
    return staff_id("新 任子")


def mailed_link() -> str:
    """The token of the link in the newest mail."""
    deliver_mail()
    return link_in(mails_in(services().config.mail_folder)[-1])


def accept(token: str, *, at: datetime = NOW) -> None:
    """Open the link and set a password."""
    accept_invitation(token, SECRET, now=FRIDAY_MORNING, real_now=at)


def enter(login: str, password: str) -> str:
    """Sign in at the desk."""
    return token_of(sign_in(realm=Realm.DESK, login=login, password=password, known_browser=None, real_now=NOW))


def hire(name: str, role: Role, *codes: str) -> int:
    """A member of staff whom the operator made."""
    create_staff(name, f"{role.value}@example.com", role, codes, actor="test", now=FRIDAY_MORNING)
    return staff_id(name)


def disable(name: str, *, by: str) -> None:
    """Disable a colleague."""
    disable_colleague(staff_id(name), by=staff_id(by), now=FRIDAY_MORNING, real_now=NOW)


def seen(name: str) -> State:
    """The state of a colleague as an administrator sees it."""
    db.session.rollback()
    charge = Charge(staff_id(ADMINISTRATOR), Role.ADMINISTRATOR, frozenset())
    found = colleague(db.session(), charge, staff_id(name), real_now=NOW)
    assert found is not None
    return found.state


@pytest.mark.each_engine
@pytest.mark.parametrize("name", ["", "　", "・"])
def test_nobody_of_the_staff_is_without_a_name(app: Flask, name: str) -> None:
    with pytest.raises(NameMissing):
        create_staff(name, "nobody@example.com", Role.CLERK, ["omura"], actor="test", now=FRIDAY_MORNING)


def test_who_is_invited_sets_their_own_password_and_comes_in(app: Flask) -> None:
    invite(MANAGER)
    assert seen("新 任子") is State.INVITED
    accept(mailed_link())
    principal = principal_of(enter(NEW, SECRET), real_now=NOW)
    assert principal is not None
    assert (principal.name, principal.role, principal.office_ids) == ("新 任子", Role.CLERK, offices("omura"))
    assert [line.act for line in all_of(AuditLine)[-2:]] == ["invite_staff", "accept_invitation"]


@pytest.mark.parametrize(("hours", "good"), [(71, True), (72, False)])
def test_an_invitation_is_good_for_72_hours(app: Flask, hours: int, good: bool) -> None:
    invite(MANAGER)
    token = mailed_link()
    if good:
        accept(token, at=NOW + timedelta(hours=hours))
        return
    with pytest.raises(KeyEnded):
        accept(token, at=NOW + timedelta(hours=hours))


def test_an_invitation_works_once(app: Flask) -> None:
    invite(MANAGER)
    token = mailed_link()
    accept(token)
    with pytest.raises(KeyEnded):
        accept(token)


def test_a_new_invitation_ends_the_one_before(app: Flask) -> None:
    newcomer = invite(MANAGER)
    older = mailed_link()
    invite_again(newcomer, by=staff_id(MANAGER), keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)
    with pytest.raises(KeyEnded):
        accept(older)
    accept(mailed_link())


def test_whoever_has_come_in_is_not_invited_again(app: Flask) -> None:
    newcomer = invite(MANAGER)
    accept(mailed_link())
    with pytest.raises(NoInvitation):
        invite_again(newcomer, by=staff_id(MANAGER), keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)


def test_a_mailbox_is_not_flooded_with_invitations(app: Flask) -> None:
    newcomer, manager = invite(MANAGER), staff_id(MANAGER)
    for _ in range(9):
        invite_again(newcomer, by=manager, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)
    token = mailed_link()
    with pytest.raises(MailedTooOften):
        invite_again(newcomer, by=manager, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)
    accept(token)  # the newest stays good


@pytest.mark.each_engine
def test_two_who_invite_one_address_at_once_add_one_account(app: Flask) -> None:
    def try_to() -> str:
        try:
            invite(MANAGER)
        except LoginTaken:
            return "taken"
        return "invited"

    assert sorted(str(one) for one in at_once(app, [try_to, try_to])) == ["invited", "taken"]


@pytest.mark.parametrize(
    ("role", "at"),
    [(Role.ADMINISTRATOR, ["omura"]), (Role.CLERK, ["shiga"]), (Role.CLERK, ["omura", "shiga"]), (Role.CLERK, [])],
)
def test_a_manager_gives_no_more_than_they_have(app: Flask, role: Role, at: list[str]) -> None:
    hire("大村 次郎", Role.MANAGER, "omura")
    before = how_many(Staff)
    with pytest.raises(MoreThanOwn):
        invite("大村 次郎", role=role, at=at)
    with pytest.raises(MoreThanOwn):
        change_role(staff_id(CLERK), role, offices(*at), by=staff_id("大村 次郎"), now=FRIDAY_MORNING)
    assert how_many(Staff) == before


def test_an_administrator_of_one_office_gives_everything(app: Flask) -> None:
    hire("大村 次郎", Role.ADMINISTRATOR, "omura")
    newcomer = invite("大村 次郎", role=Role.ADMINISTRATOR, at=["shiga"])
    assert db.session.get_one(Staff, newcomer).role is Role.ADMINISTRATOR


@pytest.mark.parametrize("name", [CLERK, COUNSELLOR])
def test_others_look_after_nobody(app: Flask, name: str) -> None:
    with pytest.raises(NotInCharge):
        invite(name)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MANAGER])
def test_a_manager_changes_neither_an_administrator_nor_who_works_elsewhere_as_well(app: Flask, role: Role) -> None:
    hire("大村 次郎", Role.MANAGER, "omura")
    codes = ["omura"] if role is Role.ADMINISTRATOR else ["omura", "shiga"]
    create_staff("両 方子", "ryo@example.com", role, codes, actor="test", now=FRIDAY_MORNING)
    with pytest.raises(NotInCharge):
        disable("両 方子", by="大村 次郎")
    with pytest.raises(NotInCharge):
        end_sign_ins_of(staff_id("両 方子"), by=staff_id("大村 次郎"), now=FRIDAY_MORNING)
    assert seen("両 方子") is State.ACTIVE


@pytest.mark.parametrize("name", [MANAGER, ADMINISTRATOR])
def test_nobody_changes_their_own_account(app: Flask, name: str) -> None:
    with pytest.raises(OwnAccount):
        change_role(staff_id(name), Role.ADMINISTRATOR, offices("omura"), by=staff_id(name), now=FRIDAY_MORNING)
    with pytest.raises(OwnAccount):
        disable(name, by=name)


@pytest.mark.each_engine
def test_of_two_administrators_who_disable_each_other_at_once_one_stays(app: Flask) -> None:
    hire("大村 次郎", Role.ADMINISTRATOR, "omura")
    outcomes = at_once(
        app,
        [lambda: disable("大村 次郎", by=ADMINISTRATOR), lambda: disable(ADMINISTRATOR, by="大村 次郎")],
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "NotInCharge"]
    assert sorted([seen("大村 次郎").name, seen(ADMINISTRATOR).name]) == ["ACTIVE", "DISABLED"]


def test_a_role_counts_from_the_next_page_on(app: Flask) -> None:
    token = enter(CLERKS, password_of(app, CLERKS))
    assert change_role(staff_id(CLERK), Role.MANAGER, offices("shiga"), by=staff_id(MANAGER), now=FRIDAY_MORNING)
    principal = principal_of(token, real_now=NOW)
    assert principal is not None
    assert (principal.role, principal.office_ids) == (Role.MANAGER, offices("shiga"))


def test_a_role_that_is_the_same_is_no_act(app: Flask) -> None:
    before = how_many(AuditLine)
    assert not change_role(staff_id(CLERK), Role.CLERK, offices("omura"), by=staff_id(MANAGER), now=FRIDAY_MORNING)
    assert how_many(AuditLine) == before


@pytest.mark.each_engine
def test_whoever_is_disabled_is_out_at_once(app: Flask) -> None:
    password = password_of(app, CLERKS)
    signed_in, token = enter(CLERKS, password), issue_token()
    desk = db.session.scalars(select(Desk).where(Desk.code == "omura-desk-1")).one()
    make_desk_feed(staff_id(CLERK), desk.id, secret_key=services().config.secret_key, now=FRIDAY_MORNING)
    disable(CLERK, by=MANAGER)
    assert principal_of(signed_in, real_now=NOW) is None
    assert holder_of(token) is None
    assert all_of(DeskFeed)[0].revoked_at == FRIDAY_MORNING
    with pytest.raises(AccountDisabled):
        enter(CLERKS, password)


def issue_token() -> str:
    """A program of the clerk's."""
    scopes = [Scope.BOOKINGS_READ]
    return create_token(Realm.DESK, CLERKS, name="集計", scopes=scopes, actor="test", now=FRIDAY_MORNING, real_now=NOW)


def test_whoever_is_enabled_again_signs_in_anew_and_their_programs_stay_out(app: Flask) -> None:
    password = password_of(app, CLERKS)
    signed_in, token = enter(CLERKS, password), issue_token()
    disable(CLERK, by=MANAGER)
    enable_colleague(staff_id(CLERK), by=staff_id(MANAGER), now=FRIDAY_MORNING)
    assert principal_of(signed_in, real_now=NOW) is None
    assert holder_of(token) is None
    assert principal_of(enter(CLERKS, password), real_now=NOW) is not None


def test_the_link_of_who_was_disabled_opens_nothing(app: Flask) -> None:
    invite(MANAGER)
    token = mailed_link()
    disable("新 任子", by=MANAGER)
    with pytest.raises(KeyEnded):
        accept(token)


def test_the_name_of_who_has_left_stays_for_the_audit_log(app: Flask) -> None:
    disable(CLERK, by=MANAGER)
    assert seen(CLERK) is State.DISABLED
    line = all_of(AuditLine)[-1]
    assert (line.actor, line.act) == (f"staff:{staff_id(MANAGER)}", "disable_staff")
    assert line.object == f"staff:{staff_id(CLERK)}"


def test_a_manager_who_was_disabled_meanwhile_does_nothing_more(app: Flask) -> None:
    disable(MANAGER, by=ADMINISTRATOR)
    with pytest.raises(NotInCharge):
        disable(CLERK, by=MANAGER)


def test_a_password_that_is_not_set_lets_nobody_in(app: Flask) -> None:
    invite(MANAGER)
    with pytest.raises(WrongPassword):
        enter(NEW, "")
