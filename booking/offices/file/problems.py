"""What can be wrong with an office file and how it is worded; which rules there are stands elsewhere."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Fault:
    """Something wrong at one key, in plain Japanese; `allowed` says what would be right (may be empty)."""

    key: str
    what: str
    allowed: str = ""


@dataclass(frozen=True)
class Problem:
    """A fault with the file in which it stands; `str()` is one line for the terminal."""

    file: str
    key: str
    what: str
    allowed: str = ""

    @classmethod
    def in_file(cls, file: str, fault: Fault) -> "Problem":
        return cls(file, fault.key, fault.what, fault.allowed)

    def __str__(self) -> str:
        allowed = f"（使える値: {self.allowed}）" if self.allowed else ""
        return _on_one_line(f"{self.file}: {self.key}: {self.what}{allowed}")


class OfficeFileError(Exception):
    """An office file that cannot be used, with all its problems; `str()` gives a line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@contextmanager
def named_in(file: str) -> Iterator[None]:
    """Report the problems found inside under the name of the file in which they stand.

    Problems found beside the database are reported under the office's code, whatever its file is called.
    """
    try:
        yield
    except OfficeFileError as error:
        raise OfficeFileError(replace(problem, file=file) for problem in error.problems) from None


def entry_key(table: str, label: str) -> str:
    """The key of one entry of a list of tables: `procedures[omura-soudan]`."""
    return f"{table}[{label}]"


def below(key: str, name: str) -> str:
    """The key of `name` inside the table at `key`, which is empty for the file itself."""
    return f"{key}.{name}" if key else name


def is_within(key: str, outer: str) -> bool:
    """Whether `key` is `outer` or lies inside it."""
    return key == outer or key.startswith((f"{outer}.", f"{outer}["))


def _on_one_line(text: str) -> str:
    # A quoted TOML key may hold line breaks and terminal control codes.
    return "".join(char if char.isprintable() or char == "　" else ascii(char)[1:-1] for char in text)
