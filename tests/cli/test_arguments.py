"""What nobody can have meant is refused at every word of every command, with status 2 and one clear line."""

import pytest

from tests.cli.conftest import Madoguchi

COMMANDS = (
    ("serve", "--port", "X"),
    ("init", "--office", "X"),
    ("init", "--admin", "X"),
    ("sample", "--seekers", "X"),
    ("deadline", "X", "2026-11-25"),
    ("deadline", "omura-soudan", "X"),
    ("deadline", "omura-soudan", "2026-11-25", "--to", "X"),
    ("slots", "X"),
    ("slots", "omura-soudan", "--from", "X"),
    ("slots", "omura-soudan", "--channel", "X"),
    ("office", "import", "omura.toml", "--cancel", "X"),
    ("office", "export", "X", "omura.toml"),
    ("office", "end", "X", "--on", "2026-12-02"),
    ("office", "end", "omura", "--on", "X"),
    ("office", "end", "omura", "--on", "2026-12-02", "--procedure", "X"),
    ("office", "end", "omura", "--on", "2026-12-02", "--desk", "X"),
    ("holidays", "list", "X"),
    ("staff", "create", "X", "--name", "新", "--role", "clerk", "--office", "omura"),
    ("staff", "create", "shin@example.com", "--name", "X", "--role", "clerk", "--office", "omura"),
    ("staff", "create", "shin@example.com", "--name", "新", "--role", "clerk", "--office", "X"),
    ("token", "create", "misaki@example.com", "--realm", "my_page", "--name", "X", "--scope", "inbox:read"),
    ("token", "list", "--email", "X"),
    ("token", "revoke", "X"),
    ("audit", "verify", "--head", "X"),
)
OTHERS = (
    ("serve", "--host", "X"),
    ("office", "import", "X"),
    ("holidays", "import", "X"),
    ("pool", "import", "X"),
    ("jobs", "run", "X"),
    ("X",),
)


@pytest.mark.parametrize("command", [*COMMANDS, *OTHERS], ids=" ".join)
def test_bytes_that_are_no_text_are_told_by_their_place(madoguchi: Madoguchi, command: tuple[str, ...]) -> None:
    answer = madoguchi(*("\udcff" if word == "X" else word for word in command))
    place = command.index("X") + 1
    assert answer.status == 2
    assert answer.complaint.splitlines()[-1].endswith(
        f"error: argument {place} is not text in this locale (UTF-8 is expected)"
    )


@pytest.mark.parametrize("typed", ["", "\0", "a\r\nb", "\x1b[31m", "\u2028", "\u202e"], ids=ascii)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_cannot_be_seen_is_refused_where_a_word_is_asked_for(
    madoguchi: Madoguchi, command: tuple[str, ...], typed: str
) -> None:
    answer = madoguchi(*(typed if word == "X" else word for word in command))
    assert (answer.status, "Traceback" in answer.complaint) == (2, False)
    assert "\x1b" not in answer.complaint
