"""Numeric passcodes as the host's policy wants them (easy to say, to type and to dial)."""

import itertools
import secrets
from dataclasses import dataclass

USUAL_LENGTH = 6
LONGEST = 10  # Zoom's own limit
_TRIES = 10_000


class NotNumeric(Exception):
    """The policy demands letters or signs, which the rule does not allow (rules.md#meetings)."""


@dataclass(frozen=True)
class PasscodePolicy:
    """Zoom's meeting_password_requirement, as far as digits can break it."""

    length: int = 0
    needs_letters_or_signs: bool = False


def passcode_for(policy: PasscodePolicy) -> str:
    """A fresh one. Never with a run of three: policies refuse runs from four ("1111", "1234") and people mistype them.

    Raises:
        NotNumeric: no digits satisfy the policy.
    """
    if policy.needs_letters_or_signs or policy.length > LONGEST:
        raise NotNumeric
    length = max(policy.length, USUAL_LENGTH)
    for _ in range(_TRIES):
        drawn = "".join(secrets.choice("0123456789") for _ in range(length))
        if not has_run(drawn, 3):
            return drawn
    raise NotNumeric


def has_run(digits: str, length: int) -> bool:
    """Whether `length` digits in a row are equal, or each one more or one less than the one before."""
    steps = [int(after) - int(before) for before, after in itertools.pairwise(digits)]
    return any(
        len(set(steps[at : at + length - 1])) == 1 and abs(steps[at]) <= 1 for at in range(len(steps) - length + 2)
    )
