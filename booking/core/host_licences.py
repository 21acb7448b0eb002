"""The licences of a host, as the provider sells them; the words only, no rules."""

from enum import StrEnum

from booking.core.lengths import BASIC_LIMIT


class HostLicence(StrEnum):
    """What the account of a desk's host may do (rules.md#desks-and-hosts)."""

    LICENSED = "licensed"
    BASIC = "basic"

    @property
    def longest_minutes(self) -> int | None:
        """The minutes after which the provider ends a meeting, also of two people; None if it never cuts one."""
        return BASIC_LIMIT if self is HostLicence.BASIC else None

    def can_hold(self, minutes: int) -> bool:
        """Whether a consultation of so many minutes is not cut."""
        return self.longest_minutes is None or minutes <= self.longest_minutes
