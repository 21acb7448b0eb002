"""What tests write lies in memory where there is room: nobody waits for a disk, and databases are copied far sooner."""

import shutil
from pathlib import Path

_FOLDER = Path("/dev/shm")  # noqa: S108  Linux's own; whatever is made in it has a name of its own
_ROOM = 4 * 1024**3  # four processes with their databases, and what failing tests leave


def folder_in_memory() -> Path | None:
    """The folder of which Linux keeps the files in memory, if it has room."""
    return _FOLDER if _FOLDER.is_dir() and shutil.disk_usage(_FOLDER).free >= _ROOM else None
