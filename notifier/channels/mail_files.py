"""Mail as .eml files in a folder, one a letter: for development, and for offices that relay files themselves."""

import os
from pathlib import Path

from notifier.channels.letter import NotDelivered
from notifier.channels.mail import Mail, Sender, mail_of


class MailFiles:
    """Writes each letter whole or not at all; the same letter again replaces its file by the same one."""

    def __init__(self, folder: Path, *, sender: Sender) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, letter: Mail) -> None:
        """Write the letter as `<key>.eml`."""
        content = mail_of(letter, self._sender).as_bytes()
        path = self._folder / f"{letter.key}.eml"
        aside = path.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_for_us_alone(aside, content)
            aside.replace(path)
        except OSError as error:
            raise NotDelivered(f"mail folder: {error.strerror}") from error


def _write_for_us_alone(path: Path, content: bytes) -> None:
    """Letters name people and may tell how to join."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
