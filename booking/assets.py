"""Finds templates, static files, office files and texts, in a checkout and in an installed wheel."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def assets(name: str) -> Path:
    """The folder `name` (templates, static, offices, translations)."""
    packed = _HERE / "_assets" / name  # where the wheel puts it
    return packed if packed.is_dir() else _HERE.parent / name
