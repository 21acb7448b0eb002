"""The service where mail reaches people; what it sends still lies in the folder of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from booking.app import create_app
from booking.jobs import deliver_mail
from booking.messages.channels.configured import channels_of
from booking.settings.mail import read_mail
from tests.mails import mails_in, text_of
from tests.town import StandingClock, close_connections, config_for


@contextmanager
def with_mail(url: str, folder: Path, clock: StandingClock) -> Iterator[Flask]:
    """The app on the database at `url`, without a pushed context."""
    config = config_for(url, folder)
    mail = read_mail("smtp://mail.example.jp/?from=madoguchi@example.jp")
    app = create_app(replace(config, mail=mail), clock=clock, channels=channels_of(config))
    yield app
    with app.app_context():
        close_connections()


def newest_mail(app: Flask) -> str:
    """What the newest mail says, once what is due has gone out."""
    with app.app_context():
        deliver_mail()
        return text_of(mails_in(app.extensions["services"].config.mail_folder)[-1])


def mailed_code(app: Flask) -> str:
    """The one-time password in the newest mail."""
    return newest_mail(app).split("ワンタイムパスワード ： ")[1].split()[0]
