"""Runs the mail server as long as a test needs it, and reads what arrived there."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True)
class MailServer:
    """A server that runs, and the folder of what it took."""

    port: int
    folder: Path
    process: "subprocess.Popen[str] | None" = None

    def end(self) -> None:
        """Let the server die."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def mails(self) -> list[EmailMessage]:
        """The mails in the order in which they came; X-From is the envelope's sender."""
        paths = sorted(self.folder.iterdir(), key=lambda path: path.stem.partition("-")[2])
        return [_read(path) for path in paths]

    def connections(self) -> set[str]:
        """The connections by which mail came."""
        return {path.stem.partition("-")[0] for path in self.folder.iterdir()}


@contextmanager
def mail_server(
    folder: Path, *, tls: str = "no", certificate: Path | None = None, sign_in: bool = False, port: int = 0
) -> Iterator[MailServer]:
    """A mail server on 127.0.0.1; `tls` is no, starttls or tls."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.mail_server", str(folder), "--tls", tls, "--port", str(port)]
    command += ["--certificate", str(certificate)] if certificate else []
    command += ["--sign-in"] if sign_in else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            yield MailServer(int(process.stdout.readline()), folder, process)
        finally:
            process.kill()


def _read(path: Path) -> EmailMessage:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail
