"""A production service with an empty database: TLS before it, a mail server, a pool of meetings, the real clock."""

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.mail_server.certificate import make_certificate
from tests.mail_server.running import MailServer, mail_server
from tests.mails import text_of
from tests.meetings.pool_files import pool_file
from tests.service import Service, free_port
from tests.tls_door import tls_door

ADMINISTRATOR = "unyo@office.example.jp"
SECONDS_FOR_A_MAIL = 60


@dataclass(frozen=True)
class Installation:
    """A service that has just been installed: where it is opened, the administrator's password, everybody's mail."""

    base_url: str
    password: str
    post: MailServer

    def newest_mail(self, to: str, title: str, *, after: int = 0) -> str:
        """The text of the newest mail with this title to an address, once there are more than `after`."""
        give_up_at = time.monotonic() + SECONDS_FOR_A_MAIL
        while len(found := self._mails(to, title)) <= after:
            assert time.monotonic() < give_up_at, f"no mail 「{title}」 came"
            time.sleep(0.2)
        return text_of(found[-1])

    def how_many(self, to: str, title: str) -> int:
        """How many mails with this title an address has."""
        return len(self._mails(to, title))

    def _mails(self, to: str, title: str) -> list[EmailMessage]:
        return [mail for mail in self.post.mails() if mail["To"] == to and title in mail["Subject"]]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Hello Work Omura on the day on which it begins."""
    folder = tmp_path_factory.mktemp("office")
    certificate = make_certificate(folder / "door.pem")
    door = free_port()
    with mail_server(folder / "post") as post:
        service = Service([sys.executable, "-m", "booking.cli"], folder, _settings(folder, door, post.port))
        printed = service.madoguchi("init", "--office", "omura", "--admin", ADMINISTRATOR)
        (folder / "pool.csv").write_text(pool_file("omura-desk-1@example.com", meetings=9))
        service.madoguchi("pool", "import", "pool.csv")
        found = re.search(r"with the password (\S+)", printed)
        assert found
        with service.running() as running:
            inside = int(running.base_url.rpartition(":")[2])
            with tls_door(certificate, port=door, leads_to=inside):
                yield Installation(f"https://127.0.0.1:{door}", found[1], post)


def key_of(mail: str) -> str:
    """The key that a mail carries."""
    return mail.split("認証キー ： ")[1].split(maxsplit=1)[0]


def _settings(folder: Path, door: int, mail_port: int) -> dict[str, str]:
    return {
        "MADOGUCHI_ENV": "production",
        "MADOGUCHI_NOW": "",
        "MADOGUCHI_DATABASE_URL": f"sqlite:///{folder / 'office.sqlite'}",
        "MADOGUCHI_SECRET_KEY": "a secret key of this test that is long enough",
        "MADOGUCHI_DATA_KEYS": "a data key of this test that is long enough",
        "MADOGUCHI_AUDIT_KEY": "an audit key of this test that is long enough",
        "MADOGUCHI_BASE_URL": f"https://127.0.0.1:{door}",
        "MADOGUCHI_MAIL_URL": f"smtp://127.0.0.1:{mail_port}/?starttls=no&from=madoguchi@office.example.jp",
        "MADOGUCHI_MEETINGS": "pool",
    }
