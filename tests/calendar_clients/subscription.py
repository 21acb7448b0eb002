"""vdirsyncer and khal as somebody uses them: one fetches the feed over HTTP, the other shows the calendar."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
partial_sync = "ignore"
[storage here]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
[storage there]
type = "http"
url = "{url}"
"""
_KHAL = """
[calendars]
[[feed]]
path = {folder}/calendar/
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Tokyo
default_timezone = Asia/Tokyo
[sqlite]
path = {folder}/khal.db
"""


@dataclass(frozen=True)
class Subscription:
    """A calendar in `folder` that is fed from `url`."""

    folder: Path
    url: str

    def begin(self) -> None:
        """Write both programs' settings and let vdirsyncer find the feed."""
        (self.folder / "calendar").mkdir()
        (self.folder / "vdirsyncer.conf").write_text(_VDIRSYNCER.format(folder=self.folder, url=self.url))
        (self.folder / "khal.conf").write_text(_KHAL.format(folder=self.folder))
        self._vdirsyncer("discover")

    def shown(self) -> list[str]:
        """Fetch the feed; answer what khal shows for the last week of November and December: day, times, title."""
        self._vdirsyncer("sync")
        form = "{start-long}|{end-long}|{title}|{status}"
        wanted = ["--day-format", "", "--format", form, "2026-11-24", "40d"]
        listed = self._run("khal", "-c", f"{self.folder}/khal.conf", "list", *wanted)
        return [line for line in listed.splitlines() if line]

    def _vdirsyncer(self, command: str) -> None:
        self._run("vdirsyncer", "-c", f"{self.folder}/vdirsyncer.conf", command)

    def _run(self, *command: str) -> str:
        program = Path(sys.executable).parent / command[0]
        environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
        done = subprocess.run(
            [program, *command[1:]], check=False, capture_output=True, text=True, env=environment, input=""
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
