"""Every kind of message has its texts in every language; they render with real rows and tell no more than they may."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking import jobs
from booking.announcements.announce import seeker_inbox
from booking.announcements.channels import channels
from booking.announcements.kinds import KINDS
from booking.assets import assets
from booking.bookings.book import book
from booking.core.channels import Channel, MailCarries
from booking.core.texts.languages import Language, speaking
from booking.meetings.reads import meeting_of
from booking.messages.channels.configured import channels_of
from booking.messages.letters.letter import facts_of
from booking.people.account_keys.make import Asker
from booking.people.sign_in.reset_password import request_reset
from booking.people.tokens import create_token
from booking.services import services
from booking.tables import (
    Account,
    AccountKey,
    ApiToken,
    Booking,
    Closure,
    Meeting,
    NoShow,
    Office,
    Procedure,
    Realm,
    RecordCorrection,
    Scope,
    Seeker,
    Suspension,
    SuspensionState,
)
from database.base import db
from database.transactions import transact
from notifier.outbox import post
from notifier.render import render
from notifier.tables import Message
from tests.bookings.builders import change_procedure, web_request
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, config_for
from tests.whole.japanese_left import untranslated

KEYS = {code for code, kind in KINDS.items() if not kind.has_inbox}
CARRYING = {
    "booked",
    "moved",
    "desk_changed",
    "meeting_ready",
    "meeting_replaced",
    "reminder_day",
    "reminder_hour",
}  # the mails that may hold what joins a meeting
# Web and mail addresses, and phone numbers of ten or eleven digits.
LINKED = re.compile(r"https?://[!-~]+|[!-~]+@[a-z0-9.-]+|(?<![0-9-])0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}")
WHOM_TO_CALL = r"\n\nハローワーク大村 職業相談部門\n[^\n]+ 0957-40-0032 [（(][^\n]+[）)]\n"
NO_ANSWERS = re.compile("返信はできません|返事（へんじ）は できません|You cannot reply")
ANSWERS_GO = re.compile("ご返信は|返事（へんじ）は、|Replies go to")
TYPED = {"入院のため", "家計簿", "貸されていたため", "引っ越し"}
PERSONAL = ("髙城", "美咲", "タカギ", MISAKI, "09000000002", "misaki@example.com", "履歴書")


def test_every_kind_of_message_has_its_texts(tmp_path: Path) -> None:
    known = channels_of(config_for(f"sqlite:///{tmp_path}/town.sqlite", tmp_path)).known.values()
    folders = {folder.name: folder for folder in assets("templates").joinpath("messages").iterdir() if folder.is_dir()}
    assert set(folders) == set(KINDS)
    for kind, folder in folders.items():
        of_channels = {channel.part for channel in known if channel.carries(kind)}
        assert {part.name for part in folder.iterdir()} == _shared_parts(kind) | of_channels, kind


def test_every_kind_renders_in_every_language_and_ends_with_whom_to_call(posted_app: Flask) -> None:
    for kind, texts in _every_kind_in_every_language(posted_app):
        assert texts["subject.txt"].startswith(("【ハローワーク大村】", "[ハローワーク大村] ")), kind
        assert "\n" not in texts["subject.txt"], kind
        assert "\n\n\n" not in texts["mail.txt"], kind
        assert re.search(WHOM_TO_CALL, texts["mail.txt"]), kind
        assert "<p>" in texts.get("inbox.html", "<p>"), kind
        if texts["subject.txt"].startswith("[") and not kind.startswith("staff_"):  # in English
            assert set(untranslated("\n".join(texts.values()))) <= TYPED, kind


def test_no_mail_names_the_person(posted_app: Flask) -> None:
    for kind, texts in _every_kind_in_every_language(posted_app):
        outward = texts["subject.txt"] + texts["mail.txt"]
        assert [words for words in PERSONAL if words in outward] == [], kind


@pytest.mark.parametrize("carries", MailCarries)
def test_what_a_program_makes_a_link_of_stands_alone(posted_app: Flask, carries: MailCarries) -> None:
    """Phones take what touches a link, a bracket or a Japanese full stop, for a part of it."""
    _let_mails_carry(posted_app, carries)
    for kind, mail in _mails(posted_app):
        found = list(LINKED.finditer(mail))
        assert len(found) >= 2, kind  # the phone and the mail address of the office, at least
        assert [match[0] for match in found if not (mail[match.start() - 1] + mail[match.end()]).isspace()] == [], kind


@pytest.mark.parametrize("email", ["omura-soudan@mhlw.go.jp", None])
def test_a_mail_says_either_where_answers_go_or_that_nobody_reads_them(posted_app: Flask, email: str | None) -> None:
    with posted_app.app_context():
        transact(lambda session: session.execute(update(Office).values(email=email)))
    for kind, mail in _mails(posted_app):
        is_read = email is not None and kind not in KEYS  # a mailbox with keys is nobody's to answer
        assert (bool(NO_ANSWERS.search(mail)), bool(ANSWERS_GO.search(mail))) == (not is_read, is_read), kind
        assert "None" not in mail


def test_a_mail_leads_to_the_booking_or_to_its_message(posted_app: Flask) -> None:
    leads = re.compile(r"http://127\.0\.0\.1:8000/mypage/(bookings/[0-9]{9}|messages/[0-9]+)\n")
    without = {kind for kind, mail in _mails(posted_app) if not leads.search(mail)}
    of_an_address = {"email_changed", "own_email_changed", "email_put_back", "my_page_closed"}
    say_what_to_do = {"place_free", "sign_in_locked", "code_locked", "left"} | of_an_address
    assert without == say_what_to_do | KEYS


@pytest.mark.parametrize("carries", MailCarries)
def test_a_mail_joins_no_meeting_unless_the_office_said_so(posted_app: Flask, carries: MailCarries) -> None:
    _let_mails_carry(posted_app, carries)
    with posted_app.app_context():
        details = meeting_of(db.session(), db.session.scalars(select(Booking)).one(), services().keys)
    for kind, mail in _mails(posted_app):
        found = {
            details.join_url in mail: MailCarries.LINK,
            details.meeting_id_grouped in mail: MailCarries.ID_AND_PASSCODE,
        }
        without_link = mail.replace(details.join_url, "")
        assert (details.passcode in without_link) == (details.meeting_id_grouped in without_link), kind
        assert found.get(True, MailCarries.NOTICE) is (carries if kind in CARRYING else MailCarries.NOTICE), kind


@pytest.fixture
def posted_app(sqlite_app: Flask) -> Flask:
    """Misaki's booking at Omura with its meeting, a no-show with its suspension, and a token."""
    with sqlite_app.app_context():
        book(web_request(), now=FRIDAY_MORNING)
        jobs.issue_meetings()
        create_token(
            Realm.MY_PAGE,
            "misaki@example.com",
            name="家計簿",
            scopes=[Scope.INBOX_READ],
            actor="staff:1",
            now=FRIDAY_MORNING,
            real_now=FRIDAY_MORNING,
        )
        transact(_change_the_account)
        request_reset(
            "misaki@example.com",
            asker=Asker(),
            replaces=None,
            keys=services().keys,
            now=FRIDAY_MORNING,
            real_now=FRIDAY_MORNING,
        )
        transact(_suspend)
    return sqlite_app


def _suspend(session: Session) -> None:
    booking = session.scalars(select(Booking)).one()
    missed = {"booking_id": booking.id, "office_id": booking.office_id, "seeker_number": MISAKI, "day": booking.day}
    session.add(NoShow(**missed))
    decided = {"state": SuspensionState.IMPOSED, "ends_on": day("2027-02-24 Wed"), "lift_reason": "入院のため"}
    session.add(Suspension(office_id=booking.office_id, seeker_number=MISAKI, proposed_at=FRIDAY_MORNING, **decided))


def _let_mails_carry(app: Flask, carries: MailCarries) -> None:
    with app.app_context():
        change_procedure("omura-soudan", mail_carries=dict.fromkeys(Channel, carries.value))


def _mails(app: Flask) -> Iterator[tuple[str, str]]:
    """The mail of each kind, between line breaks."""
    for kind, texts in _every_kind_in_every_language(app):
        yield kind, f"\n{texts['mail.txt']}\n"


def _change_the_account(session: Session) -> None:
    """Misaki's my-page was closed for a while, and the record corrected."""
    misaki = session.scalars(select(Seeker.id).where(Seeker.seeker_number == MISAKI)).one()
    moments = {"closed_at": FRIDAY_MORNING, "reopened_at": FRIDAY_MORNING}
    session.add(
        Closure(seeker_id=misaki, reason="貸されていたため", closed_by_staff_id=1, reopened_by_staff_id=1, **moments)
    )
    session.add(
        RecordCorrection(seeker_id=misaki, fields=["phone"], reason="引っ越し", staff_id=1, corrected_at=FRIDAY_MORNING)
    )


def _every_kind_in_every_language(app: Flask) -> Iterator[tuple[str, Mapping[str, str]]]:
    for kind in sorted(KINDS):
        for texts in _in_every_language(app, kind):
            yield kind, texts


def _in_every_language(app: Flask, kind: str) -> Iterator[Mapping[str, str]]:
    """The parts of a message of this kind, those of channels as they are sent, in each language that there is."""
    with app.test_request_context():
        transact(lambda session: _post(session, kind))
        message = db.session.scalars(select(Message).where(Message.fact == f"rendered:{kind}")).one()
        given = services()
        for language in Language:
            with speaking(language):
                facts = facts_of(
                    db.session(), message, keys=given.keys, base_url=given.config.base_url, now=FRIDAY_MORNING
                )
                parts = {part: render(app.jinja_env, kind, part, facts) for part in _shared_parts(kind)}
                for channel in channels().carrying(kind):
                    parts[channel.part] = channel.text(app.jinja_env, kind, facts)
                yield parts


def _shared_parts(kind: str) -> set[str]:
    """Keys stand in no inbox."""
    return {"subject.txt"} if kind in KEYS else {"inbox.html", "subject.txt"}


def _post(session: Session, kind: str, now: datetime = FRIDAY_MORNING) -> None:
    ids = {
        "booking": session.scalars(select(Booking.id)).one(),
        "meeting": session.scalars(select(Meeting.id)).one(),
        "suspension": session.scalars(select(Suspension.id)).one(),
        "merge": 1,
        "correction": session.scalars(select(RecordCorrection.id)).one(),
        "closure": session.scalars(select(Closure.id)).one(),
        "token": session.scalars(select(ApiToken.id)).one(),
        "procedure": session.scalars(select(Procedure.id).where(Procedure.code == "omura-soudan")).one(),
        "office": session.scalars(select(Office.id).where(Office.code == "omura")).one(),
        "seeker": session.scalars(select(Seeker.id).where(Seeker.seeker_number == MISAKI)).one(),
        "key": session.scalars(select(AccountKey.id)).one(),
        "account": session.scalars(select(Account.id).where(Account.login == "uketsuke.omura@example.com")).one(),
    }
    counted = {"day": day("2026-11-25 Wed").toordinal(), "count": 1, "propose_at": 2, "within_days": 365}
    references = {**ids, **counted, "withdrawn": 0, "by_staff": 1}
    recipient = seeker_inbox(ids["seeker"])
    post(
        session,
        recipient=recipient,
        kind=kind,
        fact=f"rendered:{kind}",
        about="test",
        references=references,
        deliveries={},
        now=now,
    )
