"""Readers that are written in JavaScript; `.ci/calendars` installs them."""

import json
import os
import subprocess
from pathlib import Path

from tests.calendar_clients.seen import Seen, moment_of

_HERE = Path(__file__).parent


def thunderbird(feed: bytes) -> list[Seen]:
    """ical.js, the parser of Thunderbird."""
    return _read("ical.js", feed)


def node_ical(feed: bytes) -> list[Seen]:
    """node-ical, which many home displays and bots use."""
    return _read("node-ical", feed)


def _read(program: str, feed: bytes) -> list[Seen]:
    done = subprocess.run(
        ["node", _HERE / "read.mjs", program],  # noqa: S607  wherever the machine has it
        check=False,
        input=feed,
        capture_output=True,
        env={**os.environ, "TZ": "UTC"},
    )
    assert done.returncode == 0, done.stderr.decode() + "Run .ci/calendars to install the JavaScript programs."
    found = json.loads(done.stdout)
    return [Seen(**{**one, "starts": moment_of(one["starts"]), "ends": moment_of(one["ends"])}) for one in found]
