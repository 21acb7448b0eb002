"""A door with TLS before a service on this machine, as a proxy is in production: bytes go through, nothing is read."""

import asyncio
import contextlib
import ssl
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PIECE = 65_536


@contextmanager
def tls_door(certificate: Path, *, port: int, leads_to: int) -> Iterator[None]:
    """Listen with TLS on `port` of 127.0.0.1, and pass everything on to the port `leads_to`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    loop, opened = asyncio.new_event_loop(), threading.Event()
    closing = asyncio.Event()
    door = threading.Thread(target=loop.run_until_complete, args=(_open(context, port, leads_to, opened, closing),))
    door.start()
    try:
        assert opened.wait(10)
        yield
    finally:
        loop.call_soon_threadsafe(closing.set)
        door.join()
        loop.close()


async def _open(
    context: ssl.SSLContext, port: int, leads_to: int, opened: threading.Event, closing: asyncio.Event
) -> None:
    visits: set[asyncio.Task[None]] = set()

    async def let_through(outside: StreamReader, answer: StreamWriter) -> None:
        visit = asyncio.current_task()
        assert visit is not None
        visits.add(visit)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await _let_through(outside, answer, leads_to)
        visits.discard(visit)

    server = await asyncio.start_server(let_through, "127.0.0.1", port, ssl=context)
    opened.set()
    await closing.wait()
    server.close()
    for visit in visits:
        visit.cancel()
    await asyncio.gather(*visits, return_exceptions=True)


async def _let_through(outside: StreamReader, answer: StreamWriter, leads_to: int) -> None:
    try:
        inside, request = await asyncio.open_connection("127.0.0.1", leads_to)
        try:
            await asyncio.gather(_carry(outside, request), _carry(inside, answer))
        finally:
            await _end(request)
    finally:
        await _end(answer)


async def _end(connection: StreamWriter) -> None:
    """Both have said all by now, or the door is closed: nothing stays open for a later test to find."""
    connection.transport.abort()
    with contextlib.suppress(OSError):
        await connection.wait_closed()


async def _carry(source: StreamReader, target: StreamWriter) -> None:
    """TLS has no half-closed connections: who has said all waits for the end of the other."""
    with contextlib.suppress(OSError):
        while piece := await source.read(_PIECE):
            target.write(piece)
            await target.drain()
    with contextlib.suppress(OSError):
        if target.can_write_eof():
            target.write_eof()
        else:
            target.close()
