"""Every step is kept, finished or not, and sent as a whole (japan.md I1 to I3, I5; J2)."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.portal.registration.confirm import confirm_registration
from booking.portal.registration.drafts import draft_of, keep_step
from booking.portal.registration.refusals import (
    ConfirmedAlready,
    DraftEnded,
    OnlyOfficeChanges,
    StepChanged,
    StepsMissing,
)
from booking.portal.registration.send import send_registration
from booking.portal.registration.steps import Step
from booking.tables import AuditLine, Seeker
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many
from tests.days import day
from tests.portal.registration.typed import AOI, TYPED, keep, keep_all, open_account, typed
from tests.town import FRIDAY_MORNING, office_time

pytestmark = pytest.mark.any_engine

LAST_MINUTE = office_time("2026-12-04 23:59")  # a fortnight after Friday 20 November


def registered(**changes: str) -> Seeker:
    """Somebody who has registered online on Friday 20 November."""
    account_id = open_account()
    keep_all(account_id, now=FRIDAY_MORNING, **changes)
    return db.session.get_one(Seeker, send_registration(account_id, now=FRIDAY_MORNING))


def account_of_aoi() -> int:
    """Her account."""
    from booking.people.opening.who import account_of

    found = account_of(db.session(), AOI)
    assert found is not None
    return found.id


@pytest.mark.each_engine
def test_whoever_sends_it_is_a_seeker_valid_to_the_end_of_the_month_after_next(app: Flask) -> None:
    seeker = registered()
    assert (seeker.name, seeker.kana, seeker.phone) == ("𠮷野 葵", "ヨシノ アオイ", "09000000031")
    assert (seeker.birth_date, seeker.office.code) == (day("1991-12-29 Sun"), "omura")
    assert (seeker.registration_valid_until, seeker.my_page_opened) == (day("2027-01-31 Sun"), True)
    assert seeker.email == AOI


def test_it_is_marked_until_the_office_confirms_it(app: Flask) -> None:
    seeker = registered()
    assert seeker.unconfirmed_since == day("2026-11-20 Fri")
    confirm_registration(seeker.id, actor="staff:1", now=FRIDAY_MORNING)
    with pytest.raises(ConfirmedAlready):
        confirm_registration(seeker.id, actor="staff:1", now=FRIDAY_MORNING)
    db.session.refresh(seeker)
    assert seeker.unconfirmed_since is None
    assert [message.kind for message in all_of(Message)] == ["registration_accepted", "registration_confirmed"]
    assert all_of(AuditLine)[-1].act == "confirm_registration"


@pytest.mark.each_engine
def test_sent_twice_it_is_one_seeker(app: Flask) -> None:
    seeker = registered()
    before = how_many(Seeker)
    assert send_registration(account_of_aoi(), now=FRIDAY_MORNING) == seeker.id
    assert how_many(Seeker) == before


@pytest.mark.each_engine
def test_it_is_sent_on_the_fourteenth_day_after_the_next_and_not_after(app: Flask) -> None:
    first, second = open_account(), open_account("other@example.com")
    for account_id in (first, second):
        keep_all(account_id, now=FRIDAY_MORNING)
    send_registration(first, now=LAST_MINUTE)
    with pytest.raises(DraftEnded):
        send_registration(second, now=LAST_MINUTE + timedelta(minutes=1))
    with pytest.raises(DraftEnded):
        keep(second, Step.CAREER, now=LAST_MINUTE + timedelta(minutes=1), job_1="見本商店")


def test_keeping_more_gives_no_more_time(app: Flask) -> None:
    account_id = open_account()
    keep(account_id, Step.BASIC, now=FRIDAY_MORNING)
    keep(account_id, Step.OFFERS, now=LAST_MINUTE)
    assert draft_of(db.session(), account_id).last_day == day("2026-12-04 Fri")


def test_what_is_not_finished_is_kept_as_it_was_typed(app: Flask) -> None:
    account_id = open_account()
    half: dict[str, str | list[str]] = {"birth": ["平成3", "", ""], "phone": "090-", "name": ""}
    keep(account_id, Step.BASIC, now=FRIDAY_MORNING, **half)
    draft = draft_of(db.session(), account_id)
    assert {name: draft.typed(Step.BASIC)[name] for name in half} == half
    assert draft.complete(offices={"omura"}, today=day("2026-11-20 Fri")) == ()


@pytest.mark.parametrize("missing", [step for step in Step if step is not Step.DISABILITY])
def test_every_step_is_walked(app: Flask, missing: Step) -> None:
    account_id = open_account()
    for step in Step:
        if step not in {missing, Step.DISABILITY}:
            keep(account_id, step, now=FRIDAY_MORNING)
    with pytest.raises(StepsMissing) as refused:
        send_registration(account_id, now=FRIDAY_MORNING)
    assert refused.value.step == missing.value


def test_only_who_has_a_disability_walks_its_step(app: Flask) -> None:
    account_id = open_account()
    keep(account_id, Step.BASIC, now=FRIDAY_MORNING, has_disability="yes")
    assert Step.DISABILITY in draft_of(db.session(), account_id).steps
    keep(account_id, Step.BASIC, now=FRIDAY_MORNING)
    assert Step.DISABILITY not in draft_of(db.session(), account_id).steps


@pytest.mark.each_engine
def test_another_tab_overwrites_nothing_unseen(app: Flask) -> None:
    account_id = open_account()
    keep(account_id, Step.SELF_PR, now=FRIDAY_MORNING)
    keep(account_id, Step.SELF_PR, now=FRIDAY_MORNING, self_pr="書きなおしました。")
    with pytest.raises(StepChanged) as refused:
        keep_step(account_id, Step.SELF_PR, typed(Step.SELF_PR, self_pr="別の画面"), seen=1, now=FRIDAY_MORNING)
    assert refused.value.version == 2
    assert draft_of(db.session(), account_id).typed(Step.SELF_PR)["self_pr"] == "書きなおしました。"


def test_two_tabs_on_two_steps_do_not_meet(app: Flask) -> None:
    account_id = open_account()
    keep_step(account_id, Step.WORK, typed(Step.WORK), seen=0, now=FRIDAY_MORNING)
    keep_step(account_id, Step.CAREER, typed(Step.CAREER), seen=0, now=FRIDAY_MORNING)
    assert set(draft_of(db.session(), account_id).kept) == {Step.WORK, Step.CAREER}


def test_data_of_disabilities_are_changed_by_the_office_alone(app: Flask) -> None:
    registered(has_disability="yes")
    with pytest.raises(OnlyOfficeChanges):
        keep(account_of_aoi(), Step.DISABILITY, now=FRIDAY_MORNING, disability_cards=["mental"])
    keep(account_of_aoi(), Step.BASIC, now=FRIDAY_MORNING, has_disability="no", name="別の 名前", phone="0957000099")
    basic = draft_of(db.session(), account_of_aoi()).typed(Step.BASIC)
    assert (basic["has_disability"], basic["name"]) == ("yes", TYPED[Step.BASIC]["name"])


@pytest.mark.each_engine
def test_a_new_address_and_phone_are_the_offices_as_well(app: Flask) -> None:
    seeker = registered()
    keep(account_of_aoi(), Step.BASIC, now=FRIDAY_MORNING, phone="0957-00-0099", address="長崎県大村市架空町1-1")
    db.session.refresh(seeker)
    assert (seeker.phone, seeker.address) == ("0957000099", "長崎県大村市架空町1-1")
