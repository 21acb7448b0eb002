"""Madoguchi as an operator has it: its wheel, installed offline into an empty environment elsewhere.

It needs what `make install` made: the build backend in the environment of the tests, and the wheelhouse.
"""

import subprocess
import sys
import venv
from pathlib import Path

from tests.service import Service

ROOT = Path(__file__).parents[2]
WHEELHOUSE = ROOT / ".wheelhouse"


def install_wheel(folder: Path) -> Service:
    """Build the wheel and install it in `folder` from the wheelhouse alone; it runs with no way to the checkout."""
    _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (wheel,) = folder.glob("madoguchi-*.whl")
    venv.create(folder / "venv")
    programs = folder / "venv" / "bin"
    # A pip of its own would install the same, and compile hundreds of modules that nothing imports: 12 of 16 seconds.
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--no-compile")
    _run(*pip, "--no-index", "--find-links", WHEELHOUSE, wheel, cwd=folder)
    return Service([str(programs / "madoguchi")], folder)


def _run(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run(list(map(str, command)), check=False, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
