"""The mail of a letter: Japanese to the letter, nothing smuggled in, and the same bytes at every try."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.channels import NotDelivered
from notifier.channels.mail import CalendarMethod, CalendarPart, Mail, Sender, mail_of
from tests.town import FRIDAY_MORNING

SENDER = Sender("madoguchi@example.jp", "オンライン相談の予約窓口")
LETTER = Mail(
    key="mail-7", to="misaki@example.com", subject="ご予約", text="11月25日（水）\n", written_at=FRIDAY_MORNING
)
ENTRY = "BEGIN:VCALENDAR\r\nSUMMARY:オンライン相談の予約\r\nEND:VCALENDAR\r\n".encode()
WORDS = st.text(st.sampled_from('あ髙😀【】（、 ab=?_,"<>@()'), min_size=1, max_size=120).map(str.split).map(" ".join)


def sent(letter: Mail) -> EmailMessage:
    """What another program reads of the letter's bytes."""
    content = mail_of(letter, SENDER).as_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 80
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@given(WORDS.filter(bool))
def test_subjects_and_names_of_any_length_arrive_to_the_letter(text: str) -> None:
    mail = sent(replace(LETTER, subject=text, sender_name=text))
    assert mail["Subject"] == text
    # As mail programs do: words that stand beside each other are joined without a space (RFC 2047 §6.2).
    raw = mail_of(replace(LETTER, sender_name=text), SENDER).as_bytes().partition(b"From: ")[2].partition(b"\r\nTo:")[0]
    assert str(make_header(decode_header(raw.decode()))) == f"{text} <madoguchi@example.jp>"
    assert mail["From"].addresses[0].addr_spec == "madoguchi@example.jp"


@given(st.text(max_size=300))
def test_any_text_makes_a_mail(text: str) -> None:
    assert "\0" not in sent(replace(LETTER, text=text)).get_content()


@pytest.mark.parametrize("field", ["reply_to", "to"])
@pytest.mark.parametrize("smuggled", ["a\r\nBcc: b@example.com", "a\nBcc: b@example.com", "a\rBcc: b@example.com"])
def test_no_field_adds_a_header(field: str, smuggled: str) -> None:
    changed: dict[str, Any] = {field: smuggled}
    with pytest.raises(NotDelivered) as refused:
        mail_of(replace(LETTER, **changed), SENDER)
    assert refused.value.permanent


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\t"], ids=ascii)
def test_a_line_break_in_a_name_silences_no_mail(line_break: str) -> None:
    smuggled = f"窓口{line_break}Bcc: b@example.com"
    mail = sent(replace(LETTER, subject=smuggled, sender_name=smuggled))
    assert mail["Subject"] == "窓口 Bcc: b@example.com"
    assert (mail["From"].addresses[0].display_name, mail["Bcc"]) == ("窓口 Bcc: b@example.com", None)


def test_half_a_character_stops_no_mail() -> None:
    mail = sent(replace(LETTER, subject="予約\ud83d", text="相談\ud83d\u2028\0です\n"))
    assert mail["Subject"] == "予約?"
    assert mail.get_content().splitlines() == ["相談?です"]


def test_without_an_office_the_service_itself_writes() -> None:
    mail = sent(LETTER)
    assert str(mail["From"]) == "オンライン相談の予約窓口 <madoguchi@example.jp>"
    assert mail["Reply-To"] is None


def test_old_addresses_of_japanese_phones_are_written_to() -> None:
    assert "a..b.@docomo.ne.jp" in mail_of(replace(LETTER, to="a..b.@docomo.ne.jp"), SENDER).as_bytes().decode()


def test_a_calendar_entry_comes_as_a_file_byte_for_byte() -> None:
    mail = sent(replace(LETTER, calendar=CalendarPart(ENTRY)))
    text, file = mail.iter_parts()
    assert mail.get_content_type() == "multipart/mixed"
    assert text.get_content_type() == "text/plain"
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "consultation.ics")
    assert file.get_content_disposition() == "attachment"
    assert file.get_payload(decode=True) == ENTRY


@pytest.mark.parametrize("method", CalendarMethod)
def test_an_invitation_is_the_last_alternative_and_no_file(method: CalendarMethod) -> None:
    mail = sent(replace(LETTER, calendar=CalendarPart(ENTRY, method)))
    text, invitation = mail.iter_parts()
    assert (mail.get_content_type(), text.get_content_type()) == ("multipart/alternative", "text/plain")
    assert invitation.get_content_type() == "text/calendar"
    assert invitation.get_param("method") == method.value
    assert invitation.get_content_charset() == "utf-8"
    assert invitation.get_content_disposition() is None
    assert invitation.get_payload(decode=True) == ENTRY


@pytest.mark.parametrize("calendar", [None, CalendarPart(ENTRY), CalendarPart(ENTRY, CalendarMethod.REQUEST)])
def test_every_try_has_the_same_bytes(calendar: CalendarPart | None) -> None:
    first, second = (mail_of(replace(LETTER, calendar=calendar), SENDER).as_bytes() for _ in range(2))
    assert first == second
