"""The files of the project, as git knows them: committed ones and those that will be."""

import subprocess

from tests.whole.installation import ROOT


def tracked_texts() -> dict[str, str]:
    """The text of every file by its path from the top of the checkout; signs that are none are replaced."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(git, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return {name: (ROOT / name).read_text("utf-8", "replace") for name in names if name and (ROOT / name).is_file()}
