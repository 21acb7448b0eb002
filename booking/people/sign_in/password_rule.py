"""Which passwords people may choose: 8 to 32 half-width characters with digits, letters and symbols (my-page guide).

Knows no tables.
"""

import string
from enum import Enum, auto

SHORTEST, LONGEST = 8, 32

_NEEDED = (string.digits, string.ascii_letters, string.punctuation)


class PasswordProblem(Enum):
    """Why a password cannot be taken."""

    MISSING = auto()
    NOT_HALF_WIDTH = auto()  # it is never changed silently: who typed it would not get in again
    LENGTH = auto()
    CHARACTERS = auto()  # digits, letters and symbols are not all there


def password_problem(password: str) -> PasswordProblem | None:
    """What is wrong with a password that somebody chose; None if nothing is."""
    if not password:
        return PasswordProblem.MISSING
    if not set(password) <= set("".join(_NEEDED)):
        return PasswordProblem.NOT_HALF_WIDTH
    if not SHORTEST <= len(password) <= LONGEST:
        return PasswordProblem.LENGTH
    if not all(set(password) & set(kind) for kind in _NEEDED):
        return PasswordProblem.CHARACTERS
    return None
