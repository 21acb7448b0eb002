"""The `madoguchi` command. Nothing heavy is imported until a command needs it: `--help` is quick (rules.md#speed)."""

import sys
from collections.abc import Sequence

from booking.cli.parser import parse

_REFUSED, _MISUSED = 1, 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit status: 0, or 1 or 2 after a clear message."""
    options = parse(arguments)
    try:
        options.run(options)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)  # whoever read our output has seen enough
    except Exception as error:
        from booking.cli.failures import message_of

        message = message_of(error)
        if message is None:
            raise
        print(f"madoguchi: {message}", file=sys.stderr)
        sys.exit(_REFUSED)
