"""A form that a browser walks: what is typed wrongly, then rightly."""

from collections.abc import Mapping
from dataclasses import dataclass, field

STALE = {"csrf_token": "stale"}
TOO_LONG = "あ" * 1001

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Walk:
    """A form of the page `at`, its fields typed wrongly, then rightly; of boxes the values to be ticked.

    Where nothing can be mistyped the form is sent stale. {words} stand for what the town has.
    """

    endpoint: str
    who: str  # empty for a stranger
    at: str
    right: Fields = field(default_factory=dict)
    wrong: Fields = field(default_factory=lambda: STALE)
    given: Fields = field(default_factory=dict)  # in the form's own address
    before: "Walk | None" = None  # a form without which the page is not there
