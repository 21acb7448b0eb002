"""Passcodes: what the policy allows, what Zoom makes up itself, and what it derives from one."""

import hashlib
import itertools
import re
from random import Random

from tests.zoom_stand_in.answers import Json, refused

_ALLOWED = re.compile(r"[\x21-\x7e]{1,10}")


def check(passcode: str, policy: Json) -> None:
    """Refuse a passcode that breaks the policy, as 400/300 (the exact words are not known)."""
    if not _ALLOWED.fullmatch(passcode) or not _keeps(passcode, policy):
        raise refused(400, 300, "The passcode does not meet the passcode requirement of your account.")


def _keeps(passcode: str, policy: Json) -> bool:
    if policy.get("only_allow_numeric"):
        wanted = {"only_allow_numeric": passcode.isdigit()}
    else:
        wanted = {
            "have_letter": re.search(r"[A-Za-z]", passcode) is not None,
            "have_number": re.search(r"[0-9]", passcode) is not None,
            "have_special_character": re.search(r"[^A-Za-z0-9]", passcode) is not None,
            "have_upper_and_lower_characters": re.search(r"[a-z]", passcode) is not None
            and re.search(r"[A-Z]", passcode) is not None,
        }
    too_long_a_run = int(policy.get("consecutive_characters_length", 0))
    return (
        len(passcode) >= int(policy.get("length", 0))
        and all(kept for name, kept in wanted.items() if policy.get(name))
        and not (too_long_a_run and _longest_run(passcode) >= too_long_a_run)
    )


def _longest_run(passcode: str) -> int:
    """The longest row of equal characters, or of characters that follow each other up or down."""
    longest = 1
    for step in (-1, 0, 1):
        length = 1
        for before, after in itertools.pairwise(passcode):
            length = length + 1 if ord(after) - ord(before) == step else 1
            longest = max(longest, length)
    return longest


def made_up(random: Random) -> str:
    """One of Zoom's own, with letters."""
    return "".join(random.choice("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(6))


def encrypted(meeting_id: int, passcode: str) -> str:
    """What the link carries instead of the passcode; another passcode makes another one."""
    return hashlib.sha256(f"{meeting_id} {passcode}".encode()).hexdigest()[:32] + ".1"


def for_telephone(passcode: str) -> str:
    """The passcode itself if it is numeric, else six digits made from it."""
    if passcode.isdigit():
        return passcode
    return f"{int(hashlib.sha256(passcode.encode()).hexdigest()[:8], 16) % 10**6:06}"
