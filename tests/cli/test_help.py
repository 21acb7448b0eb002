"""`madoguchi --help` answers at once and names every command, and every command leads somewhere."""

import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from booking.cli.parser import command_parser, function_of

HEAVY = {"alembic", "flask", "granian", "sqlalchemy"}
PRINT_HELP = """
import sys
from booking.cli import main
try:
    main(["--help"])
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def commands(parser: ArgumentParser) -> dict[str, ArgumentParser]:
    """The commands right below, by their word."""
    groups = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    return {word: command for group in groups for word, command in group.choices.items()}


def functions(parser: ArgumentParser) -> Iterator[str]:
    """Where each command leads that has no further ones below it."""
    below = commands(parser)
    if not below:
        (name,) = parser.get_default("run").args
        yield name
    for command in below.values():
        yield from functions(command)


def test_help_imports_nothing_heavy_and_names_every_command() -> None:
    helped = subprocess.run([sys.executable, "-c", PRINT_HELP], capture_output=True, check=True, text=True)
    assert not HEAVY & set(helped.stderr.split())
    unnamed = [word for word in commands(command_parser()) if f"\n    {word} " not in helped.stdout]
    assert unnamed == []


def test_every_command_leads_to_a_function() -> None:
    assert all(callable(function_of(name)) for name in functions(command_parser()))
