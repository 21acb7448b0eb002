"""The address of the mail server: what it may hold, and the one line for what it may not."""

import pytest

from booking.settings.error import ConfigError
from booking.settings.mail import MailSettings, read_mail
from notifier.channels.smtp_server import Security, SmtpServer

FROM = "?from=madoguchi@example.jp"


@pytest.mark.parametrize(
    ("given", "server"),
    [
        (f"smtp://mail.example.jp/{FROM}", SmtpServer("mail.example.jp", 587, Security.STARTTLS)),
        (f"smtp://mail.example.jp{FROM}", SmtpServer("mail.example.jp", 587, Security.STARTTLS)),
        (f"smtps://mail.example.jp/{FROM}", SmtpServer("mail.example.jp", 465, Security.TLS)),
        (f"smtp://relay:25/{FROM}&starttls=no", SmtpServer("relay", 25, Security.NONE)),
        (f"smtp://[::1]:2525/{FROM}&starttls=yes", SmtpServer("::1", 2525, Security.STARTTLS)),
        (
            f"smtp://user%40example.jp:p%2F%23%3A%40@mail.example.jp:587/{FROM}",
            SmtpServer("mail.example.jp", 587, Security.STARTTLS, "user@example.jp", "p/#:@"),
        ),
        (f"smtp://u:p@127.0.0.1:25/{FROM}&starttls=no", SmtpServer("127.0.0.1", 25, Security.NONE, "u", "p")),
    ],
)
def test_an_address_names_a_server_and_how_it_is_reached(given: str, server: SmtpServer) -> None:
    assert read_mail(given) == MailSettings(server, sender="madoguchi@example.jp")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (f"mail.example.jp:25/{FROM}", "begins with neither smtp:// nor smtps://"),
        (f"https://u:secret@mail.example.jp/{FROM}", "begins with neither"),
        (f"smtp:///{FROM}", "names no mail server"),
        (f"smtp://u:secret@/{FROM}", "names no mail server"),
        (f"smtp://mail_server/{FROM}", "names no mail server"),
        (f"smtp://[::1/{FROM}", "cannot be read"),
        (f"smtp://mail.example.jp:port/{FROM}", "the port is no number"),
        (f"smtp://mail.example.jp:0/{FROM}", "the port is no number"),
        (f"smtp://mail.example.jp:70000/{FROM}", "the port is no number"),
        (f"smtp://u:sec:ret@mail.example.jp:x/{FROM}", "the port is no number"),
        (f"smtp://u:sec/ret@mail.example.jp/{FROM}", ""),
        (f"smtp://u:sec#ret@mail.example.jp/{FROM}", "write / # ? of a password"),
        (f"smtp://u:sec?ret@mail.example.jp/{FROM}", ""),
        (f"smtp://u:sec ret@mail.example.jp/{FROM}", "holds spaces"),
        (f"smtp://u:secret\n@mail.example.jp/{FROM}", "holds spaces"),
        (f"smtp://u:秘密@mail.example.jp/{FROM}", "holds spaces or characters"),
        (f"smtp://u:secret%E7%A7%98@mail.example.jp/{FROM}", "only letters that mail servers know"),
        (f"smtp://u:secret%0D%0A@mail.example.jp/{FROM}", "line break"),
        (f"smtp://user@mail.example.jp/{FROM}", "user and password come together"),
        (f"smtp://:secret@mail.example.jp/{FROM}", "user and password come together"),
        (f"smtp://u:secret@mail.example.jp/inbox{FROM}", "has a path"),
        (f"smtp://u:secret@mail.example.jp/{FROM}&starttls=no", "a password goes only over TLS"),
        (f"smtp://u:secret@mail.example.jp/{FROM}&starttls=maybe", "starttls is yes or no"),
        (f"smtp://u:secret@mail.example.jp/{FROM}&starttls=", "starttls is yes or no"),
        (f"smtps://u:secret@mail.example.jp/{FROM}&starttls=yes", "leave starttls out"),
        (f"smtp://u:secret@mail.example.jp/{FROM}&tls=yes", "tls is not known"),
        (f"smtp://u:secret@mail.example.jp/{FROM}&from=b@example.jp", "twice"),
        ("smtp://u:secret@mail.example.jp/", "says not from which address"),
        ("smtp://u:secret@mail.example.jp/?from=madoguchi", "says not from which address"),
        ("smtp://u:secret@mail.example.jp/?from=a@b.jp%0D%0ABcc:c@d.jp", "says not from which address"),
    ],
)
def test_any_other_address_is_refused_in_one_line_without_the_password(given: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_mail(given)
    line = str(refused.value)
    assert line.startswith("MADOGUCHI_MAIL_URL: ")
    assert said in line
    assert "\n" not in line
    assert not any(shown in line for shown in ("sec", "ret@", "秘密"))


def test_the_password_does_not_show_when_the_settings_are_printed() -> None:
    assert "secret" not in repr(read_mail(f"smtp://u:secret@mail.example.jp/{FROM}"))
