"""Mail by SMTP: each letter is handed to one server, which takes it, refuses it for ever, or is asked again later.

The connection is kept for the letters that follow. A server that dies after it was handed a letter may have taken it;
the next try has the same Message-ID, so that mailboxes can drop the second copy (rules.md#outbox).
"""

import re
import smtplib
import ssl
import threading
import time
from contextlib import suppress

from notifier.channels.letter import NotDelivered
from notifier.channels.mail import Mail, Sender, address, mail_of
from notifier.channels.smtp_connection import connect, cut_off, say_goodbye
from notifier.channels.smtp_server import SmtpServer

# In seconds. A connection found dead, a new one and a letter take four times the first and once the second: less than
# the minute for which a delivery is leased, so that nobody else takes the letter meanwhile.
ANSWER_WITHIN = 7.0
HAND_OVER_WITHIN = 25.0  # servers look for viruses before they answer

KEPT_IDLE = 10.0  # seconds
MOST_LETTERS = 100  # on one connection; many servers hang up after some hundred

# Refusals with a 5 that are no word about the address: we were to sign in; the mailbox is full (RFC 5321 §4.5.3.1.10).
_PASSING = {530, 552}
# After these the conversation goes on.
_ANSWERED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
_ENHANCED = re.compile(rb"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9])")  # RFC 3463 §2
_POLICY = b"5.7."  # relaying denied, blocked: about us, not about the recipient (RFC 3463 §3.8)


class Smtp:
    """Hands letters to one mail server, one at a time; may be called from several threads."""

    def __init__(
        self,
        server: SmtpServer,
        *,
        sender: Sender,
        answer_within: float = ANSWER_WITHIN,
        hand_over_within: float = HAND_OVER_WITHIN,
    ) -> None:
        self._server = server
        self._sender = sender
        self._answer_within = answer_within
        self._hand_over_within = hand_over_within
        self._one_at_a_time = threading.Lock()
        self._kept: smtplib.SMTP | None = None
        self._letters = 0
        self._used_at = 0.0

    def send(self, letter: Mail) -> None:
        """Hand the letter over.

        Raises:
            NotDelivered: not taken; `permanent` when the server refuses the address or the content for ever.
        """
        content = mail_of(letter, self._sender).as_bytes()
        recipient = address(letter.to).addr_spec
        with self._one_at_a_time:
            try:
                self._hand_over(recipient, content)
            except (smtplib.SMTPException, OSError) as error:
                if self._kept is not None and not isinstance(error, _ANSWERED):
                    self._kept.close()  # the state of the conversation is unknown
                raise _not_delivered(error) from None  # the server's words may name the recipient

    def close(self) -> None:
        """Hang up; the next letter connects anew."""
        with self._one_at_a_time:
            self._hang_up()

    def _hand_over(self, recipient: str, content: bytes) -> None:
        connection = self._connection()
        connection.sock.settimeout(self._hand_over_within)  # type: ignore[union-attr]  # it was good just now
        with cut_off(connection, after=self._hand_over_within):
            connection.sendmail(self._sender.address, [recipient], content)

    def _connection(self) -> smtplib.SMTP:
        if self._kept is None or not self._is_good(self._kept):
            self._hang_up()
            self._kept = connect(self._server, answer_within=self._answer_within)
            self._letters = 0
        self._letters += 1
        self._used_at = time.monotonic()
        return self._kept

    def _is_good(self, connection: smtplib.SMTP) -> bool:
        if self._letters >= MOST_LETTERS or time.monotonic() - self._used_at > KEPT_IDLE:
            return False
        with suppress(smtplib.SMTPException, OSError), cut_off(connection, after=self._answer_within):
            return connection.noop()[0] == 250
        return False

    def _hang_up(self) -> None:
        connection, self._kept = self._kept, None
        if connection is not None:
            say_goodbye(connection)


def _not_delivered(error: smtplib.SMTPException | OSError) -> NotDelivered:
    """The refusal, told by its codes alone."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            ((code, answer),) = refused.values()
            permanent = code // 100 == 5 and code not in _PASSING and not _enhanced(answer).startswith(_POLICY)
            return NotDelivered(f"the mail server refused the address: {_codes(code, answer)}", permanent=permanent)
        case smtplib.SMTPDataError(smtp_code=code, smtp_error=answer):
            permanent = code // 100 == 5 and code not in _PASSING
            return NotDelivered(f"the mail server refused the mail: {_codes(code, answer)}", permanent=permanent)
        case smtplib.SMTPAuthenticationError(smtp_code=code, smtp_error=answer):
            return NotDelivered(f"the mail server refused the sign-in: {_codes(code, answer)}")
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=answer):
            return NotDelivered(f"the mail server refuses mail from here: {_codes(code, answer)}")
        case smtplib.SMTPNotSupportedError():
            return NotDelivered("the mail server offers no STARTTLS or no sign-in")
        case ssl.SSLCertVerificationError():
            return NotDelivered(f"the mail server's certificate is not trusted: {error.verify_message}")
        case _:
            return NotDelivered(f"the mail server cannot be reached or hung up: {type(error).__name__}")


def _codes(code: int, answer: bytes | str) -> str:
    return f"{code} {_enhanced(answer).decode()}".rstrip()


def _enhanced(answer: bytes | str) -> bytes:
    found = _ENHANCED.match(answer if isinstance(answer, bytes) else answer.encode("ascii", "replace"))
    return found[0] if found else b""
