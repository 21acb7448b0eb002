"""Mail as files: whole or not at all, and the same letter twice is one file."""

import os
import stat
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from notifier.channels import NotDelivered
from notifier.channels.mail import Mail, Sender
from notifier.channels.mail_files import MailFiles
from tests.town import FRIDAY_MORNING

LETTER = Mail(
    key="mail-7",
    to="misaki@example.com",
    subject="ご予約を受け付けました",
    text="11月25日（水）\n髙城様\n",
    written_at=FRIDAY_MORNING,
)


def mail_files(folder: Path) -> MailFiles:
    return MailFiles(folder, sender=Sender("madoguchi@mail.invalid", "オンライン相談の予約窓口"))


def test_a_letter_becomes_a_mail_that_any_program_reads(tmp_path: Path) -> None:
    mail_files(tmp_path).send(LETTER)
    mail = message_from_bytes((tmp_path / "mail-7.eml").read_bytes(), policy=policy.default)
    assert (mail["Subject"], mail["To"]) == ("ご予約を受け付けました", "misaki@example.com")
    assert mail["Message-ID"] == "<mail-7@mail.invalid>"
    assert mail["Date"].datetime == FRIDAY_MORNING
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail.get_content().splitlines() == ["11月25日（水）", "髙城様"]


def test_every_line_of_a_mail_ends_as_mail_servers_want_it(tmp_path: Path) -> None:
    mail_files(tmp_path).send(LETTER)
    content = (tmp_path / "mail-7.eml").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.isascii()


def test_the_same_letter_again_is_the_same_file(tmp_path: Path) -> None:
    mail_files(tmp_path).send(LETTER)
    before = (tmp_path / "mail-7.eml").read_bytes()
    mail_files(tmp_path).send(LETTER)
    assert [path.name for path in tmp_path.iterdir()] == ["mail-7.eml"]
    assert (tmp_path / "mail-7.eml").read_bytes() == before


def test_letters_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        mail_files(tmp_path).send(LETTER)
    finally:
        os.umask(before)
    (letter,) = tmp_path.iterdir()
    assert stat.S_IMODE(letter.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_told_as_not_delivered(tmp_path: Path) -> None:
    blocked = tmp_path / "mail"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(NotDelivered) as refused:
        mail_files(blocked).send(LETTER)
    assert "misaki" not in refused.value.reason


def test_a_subject_of_several_lines_cannot_add_headers(tmp_path: Path) -> None:
    mail_files(tmp_path).send(replace(LETTER, subject="a\nBcc: everybody@example.com"))
    mail = message_from_bytes((tmp_path / "mail-7.eml").read_bytes(), policy=policy.default)
    assert (mail["Bcc"], mail["Subject"]) == (None, "a Bcc: everybody@example.com")
