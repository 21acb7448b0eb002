"""How the server treats a mail: as the first part of the recipient's address asks, whatever the domain."""

import asyncio
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

REFUSED_ADDRESSES = {
    "gone": "550 5.1.1 <{}> no such person here",
    "full": "552 5.2.2 <{}> mailbox full",
    "relay": "554 5.7.1 <{}> relay access denied",
    "later": "451 4.3.0 <{}> try again later",
    "closing": "421 4.3.2 <{}> closing",
}
REFUSED_MAILS = {"spam": "554 5.7.1 looks like spam", "busy": "451 4.3.0 try again later"}
SLOW = 30.0  # seconds


class Habits:
    """Writes each mail that it takes as `<number of its connection>-<number of the mail>.eml`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connections: list[Session] = []

    async def handle_RCPT(  # noqa: N802  # the library looks for this name
        self, server: SMTP, session: Session, envelope: Envelope, recipient: str, options: list[str]
    ) -> str:
        """Refuse the address, or note it."""
        if refusal := REFUSED_ADDRESSES.get(_wish(recipient)):
            return refusal.format(recipient)
        envelope.rcpt_tos.append(recipient)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # as above
        """Take the mail, refuse it, or fail over it."""
        wish = _wish(envelope.rcpt_tos[0])
        if refusal := REFUSED_MAILS.get(wish):
            return refusal
        if wish == "slow":
            await asyncio.sleep(SLOW)
        is_first = self._keep(session, envelope)
        if wish == "taken" and is_first:
            _hang_up(server)
        return "250 OK"

    def _keep(self, session: Session, envelope: Envelope) -> bool:
        if session not in self._connections:
            self._connections.append(session)
        kept = len(list(self._folder.iterdir()))
        content = envelope.content
        assert isinstance(content, bytes)
        head = f"X-From: {envelope.mail_from}\r\n".encode()
        (self._folder / f"{self._connections.index(session) + 1}-{kept + 1:04}.eml").write_bytes(head + content)
        return kept == 0


class Server(SMTP):
    """The library's server, which can also hang up in the middle of a mail."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # the library's name
        """Take the mail, or ask for it and hang up before it came."""
        assert self.envelope is not None
        if self.envelope.rcpt_tos and _wish(self.envelope.rcpt_tos[0]) == "halfway":
            await self.push("354 go on")
            _hang_up(self)
            return
        await super().smtp_DATA(arg)


def _wish(recipient: str) -> str:
    return recipient.partition("@")[0]


def _hang_up(server: Any) -> None:
    server.transport.abort()
