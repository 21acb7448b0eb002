"""A seeker's standing is read, never put together by hand: whoever leaves a fact out lets somebody in."""

import ast
from pathlib import Path

BOOKING = Path(__file__).parents[2] / "booking"


def test_one_place_alone_builds_a_standing() -> None:
    files = [path for path in BOOKING.rglob("*.py") if _builds_a_standing(path)]
    assert [path.relative_to(BOOKING).as_posix() for path in files] == ["bookings/standing.py"]


def _builds_a_standing(path: Path) -> bool:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return any(ast.unparse(call.func).rpartition(".")[2] == "Standing" for call in calls)
