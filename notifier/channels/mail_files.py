"""Mail as .eml files in a folder, one a letter: for development, and for offices that relay files themselves."""

import os
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from notifier.channels.channel import Letter, NotDelivered


class MailFiles:
    """Writes each letter whole or not at all; the same letter again replaces its file by the same one."""

    def __init__(self, folder: Path, *, sender: str, sender_name: str) -> None:
        self._folder = folder
        self._sender = sender
        self._sender_name = sender_name

    def send(self, letter: Letter) -> None:
        """Write the letter as `<key>.eml`."""
        path = self._folder / f"{letter.key}.eml"
        aside = path.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            aside.write_bytes(self._mail(letter).as_bytes(policy=SMTP))
            aside.replace(path)
        except OSError as error:
            raise NotDelivered(f"mail folder: {error.strerror}") from error
        except ValueError as error:
            reason = "the address or the subject cannot stand in a mail's header"
            raise NotDelivered(reason, permanent=True) from error

    def _mail(self, letter: Letter) -> EmailMessage:
        local, _, domain = self._sender.partition("@")
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address(self._sender_name, local, domain)
        mail["To"] = letter.to
        mail["Subject"] = letter.subject
        mail["Date"] = letter.written_at
        mail["Message-ID"] = f"<{letter.key}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(letter.text, cte="base64")
        return mail
