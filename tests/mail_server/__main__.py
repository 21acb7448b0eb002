"""`python -m tests.mail_server FOLDER`: serves until it is ended, and prints its port first."""

import argparse
import asyncio
import ssl
import sys
from functools import partial
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.mail_server.habits import Habits, Server

USER, PASSWORD = b"madoguchi", b"pass/word#1@"


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.mail_server", description=__doc__)
    parser.add_argument("folder", type=Path, help="where mail is kept")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--tls", choices=("no", "starttls", "tls"), default="no")
    parser.add_argument("--certificate", type=Path, help="certificate and key in one file")
    parser.add_argument("--sign-in", action="store_true", help="takes mail from who signs in only")
    asyncio.run(_serve(parser.parse_args()))


async def _serve(given: argparse.Namespace) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH) if given.certificate else None
    if context:
        context.load_cert_chain(given.certificate)
    habits = Habits(given.folder)
    make = partial(_server, habits, given, context)
    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", given.port, ssl=context if given.tls == "tls" else None
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


def _server(habits: Habits, given: argparse.Namespace, context: ssl.SSLContext | None) -> Server:
    return Server(
        habits,
        hostname="mail.example.com",
        tls_context=context if given.tls == "starttls" else None,
        require_starttls=given.tls == "starttls",
        auth_required=given.sign_in,
        auth_require_tls=given.tls == "starttls",
        authenticator=_is_known,
        data_size_limit=1_000_000,
    )


def _is_known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    known = isinstance(given, LoginPassword) and (given.login, given.password) == (USER, PASSWORD)
    return AuthResult(success=known, handled=False)


if __name__ == "__main__":
    main()
