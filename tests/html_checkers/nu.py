"""What the Nu checker says of the HTML that the service sent."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.html_checkers import INSTALLED

_NU = INSTALLED / "vnu-jar" / "build" / "dist" / "vnu.jar"


def findings_in(folder: Path) -> Iterator[tuple[str, str]]:
    """The name of each file in which it finds something, and what: errors and warnings."""
    command = [
        "java",
        "-jar",
        str(_NU),
        "--exit-zero-always",
        "--format",
        "json",
        "--stdout",
        "--skip-non-html",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            yield Path(message["url"]).stem, f"Nu: {message['message']} {message.get('extract', '')[:200]}".strip()
