"""Why an office is not set up so."""

from dataclasses import dataclass

from booking.core.refusals import Refusal


@dataclass(eq=False)
class OfficeRulesBroken(Refusal):
    """The office would break its own rules; `faults` are (key in the office file, what is wrong, what is allowed)."""

    faults: tuple[tuple[str, str, str], ...]
