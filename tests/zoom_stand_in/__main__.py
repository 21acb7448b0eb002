"""`python -m tests.zoom_stand_in`: runs until it is ended, and prints its address first."""

import argparse
import signal
import sys
import threading
from datetime import datetime
from types import FrameType

from tests.zoom_stand_in.server import Server
from tests.zoom_stand_in.world.clock import Clock
from tests.zoom_stand_in.world.delivery import deliver
from tests.zoom_stand_in.world.users import User
from tests.zoom_stand_in.world.world import World


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.zoom_stand_in", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--clock", type=datetime.fromisoformat, help="where its clock begins, with offset")
    parser.add_argument("--host", action="append", default=[], help="the address of a Zoom user; may be repeated")
    parser.add_argument("--deliver", action="store_true", help="send webhooks by itself, not only when told to")
    given = parser.parse_args()
    world = World(Clock(given.clock) if given.clock else Clock())
    world.users.by_email |= {email: User(email) for email in given.host}
    with Server(world, given.port) as server:
        signal.signal(signal.SIGTERM, _end)
        if given.deliver:
            threading.Thread(target=_deliver_for_ever, args=(server,), daemon=True).start()
        sys.stdout.write(f"{server.base_url}\n")
        sys.stdout.flush()
        server.serve_forever()


def _deliver_for_ever(server: Server) -> None:
    pause = threading.Event()
    while not pause.wait(0.2):
        deliver(server.world.webhooks, server.world.now, lambda: server.account.lock)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit


if __name__ == "__main__":
    main()
