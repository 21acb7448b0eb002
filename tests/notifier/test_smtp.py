"""Mail by SMTP, against a real server: what arrives, what is refused for ever, and what is tried again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from notifier.channels import NotDelivered
from notifier.channels.mail import Mail, Sender
from notifier.channels.smtp import Smtp
from notifier.channels.smtp_server import Security, SmtpServer
from tests.mail_server.certificate import make_certificate
from tests.mail_server.running import MailServer, mail_server
from tests.town import FRIDAY_MORNING

SENDER = Sender("madoguchi@example.jp", "オンライン相談の予約窓口")
LETTER = Mail(
    key="mail-7",
    to="misaki@example.com",
    subject="【ハローワーク大村】11月25日（水）の職業相談を予約しました",
    text="髙城様\n.\n11月25日（水）\n",
    written_at=FRIDAY_MORNING,
)
PASSWORD = "pass/word#1@"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    with mail_server(tmp_path_factory.mktemp("mail")) as server:
        yield server


@pytest.fixture
def server(shared: MailServer) -> MailServer:
    """The shared server, with nothing in it yet."""
    for path in shared.folder.iterdir():
        path.unlink()
    return shared


@pytest.fixture
def channel(server: MailServer) -> Iterator[Smtp]:
    with to(server) as smtp:
        yield smtp


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate") / "mail.pem")


@contextmanager
def to(
    server: MailServer,
    security: Security = Security.NONE,
    *,
    user: str = "",
    password: str = "",
    hand_over_within: float = 20,
) -> Iterator[Smtp]:
    """A channel to the server."""
    given = SmtpServer("127.0.0.1", server.port, security, user, password)
    channel = Smtp(given, sender=SENDER, hand_over_within=hand_over_within)
    yield channel
    channel.close()


def refusal(channel: Smtp, recipient: str) -> NotDelivered:
    """What is said of a letter to this address; it never names the recipient."""
    with pytest.raises(NotDelivered) as refused:
        channel.send(replace(LETTER, to=recipient))
    assert "@" not in refused.value.reason
    assert refused.value.__cause__ is None  # the server's words name the recipient, and causes are logged
    return refused.value


def test_a_letter_arrives_as_it_was_written(channel: Smtp, server: MailServer) -> None:
    channel.send(replace(LETTER, sender_name="ハローワーク大村", reply_to="omura-soudan@example.jp"))
    (mail,) = server.mails()
    assert (mail["Subject"], mail["To"]) == (LETTER.subject, LETTER.to)
    assert mail.get_content().splitlines() == LETTER.text.splitlines()
    assert str(mail["From"]) == "ハローワーク大村 <madoguchi@example.jp>"
    assert str(mail["Reply-To"]) == "ハローワーク大村 <omura-soudan@example.jp>"
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<mail-7@example.jp>", "auto-generated")
    assert mail["Date"].datetime == FRIDAY_MORNING
    assert mail["X-From"] == "madoguchi@example.jp"


def test_letters_that_follow_take_the_same_connection(channel: Smtp, server: MailServer) -> None:
    for n in range(3):
        channel.send(replace(LETTER, key=f"mail-{n}"))
    assert len(server.connections()) == 1
    assert [mail["Message-ID"] for mail in server.mails()] == [f"<mail-{n}@example.jp>" for n in range(3)]


@pytest.mark.parametrize(
    ("recipient", "code", "permanent"),
    [
        ("gone@example.com", "550 5.1.1", True),
        ("spam@example.com", "554 5.7.1", True),
        ("full@example.com", "552 5.2.2", False),
        ("relay@example.com", "554 5.7.1", False),  # our server's settings, not the recipient
        ("later@example.com", "451 4.3.0", False),
        ("busy@example.com", "451 4.3.0", False),
        ("closing@example.com", "421 4.3.2", False),
    ],
)
def test_a_refusal_is_for_ever_or_passes(channel: Smtp, recipient: str, code: str, permanent: bool) -> None:
    refused = refusal(channel, recipient)
    assert refused.reason.endswith(code)
    assert refused.permanent is permanent


@pytest.mark.parametrize("recipient", ["gone", "later", "busy", "closing", "halfway"])
def test_a_refused_letter_does_not_stop_the_next(channel: Smtp, server: MailServer, recipient: str) -> None:
    refusal(channel, f"{recipient}@example.com")
    channel.send(LETTER)
    assert [mail["To"] for mail in server.mails()] == [LETTER.to]


def test_a_server_that_hangs_up_in_the_middle_is_asked_again(channel: Smtp, server: MailServer) -> None:
    assert not refusal(channel, "halfway@example.com").permanent
    assert server.mails() == []


def test_a_mail_whose_receipt_was_lost_comes_again_under_the_same_id(channel: Smtp, server: MailServer) -> None:
    assert not refusal(channel, "taken@example.com").permanent
    channel.send(replace(LETTER, to="taken@example.com"))
    first, second = server.mails()
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_a_slow_server_is_left_within_the_lease(server: MailServer) -> None:
    with to(server, hand_over_within=0.3) as channel:
        assert not refusal(channel, "slow@example.com").permanent
        channel.send(LETTER)


def test_a_server_that_is_away_is_asked_again(tmp_path: Path) -> None:
    with mail_server(tmp_path / "mail") as away:
        pass
    with to(away) as channel:
        assert not refusal(channel, LETTER.to).permanent


def test_a_server_that_was_started_again_gets_the_next_letter(tmp_path: Path) -> None:
    with mail_server(tmp_path / "mail") as before, to(before) as channel:
        channel.send(LETTER)
        before.end()
        with mail_server(tmp_path / "mail", port=before.port) as after:
            channel.send(LETTER)
            assert len(after.mails()) == 2


@pytest.mark.parametrize(("tls", "security"), [("starttls", Security.STARTTLS), ("tls", Security.TLS)])
def test_mail_goes_over_tls_with_a_sign_in(
    tls: str, security: Security, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tmp_path / "mail", tls=tls, certificate=certificate, sign_in=True) as server:
        with to(server, security, user="madoguchi", password=PASSWORD) as channel:
            channel.send(LETTER)
        assert len(server.mails()) == 1  # it takes none in the clear
        with to(server, security, user="madoguchi", password="another") as channel:
            refused = refusal(channel, LETTER.to)
    assert refused.reason == "the mail server refused the sign-in: 535 5.7.8"
    assert not refused.permanent


@pytest.mark.parametrize(("tls", "security"), [("starttls", Security.STARTTLS), ("tls", Security.TLS)])
def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(
    tls: str, security: Security, certificate: Path, tmp_path: Path
) -> None:
    with mail_server(tmp_path / "mail", tls=tls, certificate=certificate) as server:
        with to(server, security, user="madoguchi", password=PASSWORD) as channel:
            refused = refusal(channel, LETTER.to)
        assert server.mails() == []
    assert "certificate is not trusted" in refused.reason


def test_a_server_without_starttls_is_told_no_password(server: MailServer) -> None:
    with to(server, Security.STARTTLS, user="madoguchi", password=PASSWORD) as channel:
        assert refusal(channel, LETTER.to).reason == "the mail server offers no STARTTLS or no sign-in"
    assert server.mails() == []


@pytest.mark.parametrize(
    "recipient", ["", "misaki", "a@b@c", "a@x\r\nRCPT TO:<b@x>", "髙城@example.com", "a b@example.com"]
)
def test_what_is_no_address_is_given_up_before_anybody_is_asked(recipient: str) -> None:
    with to(MailServer(1, Path())) as channel, pytest.raises(NotDelivered) as refused:
        channel.send(replace(LETTER, to=recipient))
    assert refused.value.permanent
