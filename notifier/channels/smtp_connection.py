"""Opens a connection to a mail server: secured, with its certificate checked, and signed in."""

import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR

from notifier.channels.smtp_server import Security, SmtpServer

_GOODBYE_WITHIN = 1.0  # seconds


def connect(server: SmtpServer, *, answer_within: float) -> smtplib.SMTP:
    """A connection that is ready for letters, each of whose answers may take `answer_within` seconds.

    It takes three times as long at most: for the network, for the greeting, and for all that follows it.

    The certificate must be one that this machine trusts (SSL_CERT_FILE adds an authority of one's own).

    Raises:
        smtplib.SMTPException, OSError: whatever fails here is no letter's fault.
    """
    if server.security is Security.TLS:
        return _prepared(
            smtplib.SMTP_SSL(server.host, server.port, timeout=answer_within, context=ssl.create_default_context()),
            server,
        )
    return _prepared(smtplib.SMTP(server.host, server.port, timeout=answer_within), server)


@contextmanager
def cut_off(connection: smtplib.SMTP, *, after: float) -> Iterator[None]:
    """End the connection if the block takes longer than `after` seconds: answers may come byte by byte."""
    timer = threading.Timer(after, _shut_down, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _prepared(connection: smtplib.SMTP, server: SmtpServer) -> smtplib.SMTP:
    try:
        with cut_off(connection, after=connection.timeout):
            if server.security is Security.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _shut_down(connection: smtplib.SMTP) -> None:
    with suppress(OSError, AttributeError):  # it ended by itself just now
        connection.sock.shutdown(SHUT_RDWR)  # type: ignore[union-attr]  # suppressed above


def say_goodbye(connection: smtplib.SMTP) -> None:
    """Hang up as is polite, without waiting long for the answer."""
    with suppress(smtplib.SMTPException, OSError), cut_off(connection, after=_GOODBYE_WITHIN):
        connection.quit()
    connection.close()
