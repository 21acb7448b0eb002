"""A mail server that takes everything and keeps nothing: `python -m benchmarks.deliveries.post_office` prints its port.

It forgets what it took, so that its own disk is not measured.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.smtp import SMTP


class _TakesAll:
    async def handle_DATA(self, *_mail: object) -> str:  # noqa: N802  # the library looks for this name
        """Take the mail."""
        return "250 OK"


@contextmanager
def post_office() -> Iterator[int]:
    """The port of such a server, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.deliveries.post_office"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout
            yield int(server.stdout.readline())
        finally:
            server.kill()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(_TakesAll(), hostname="mail.example.com"), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
