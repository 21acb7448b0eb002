"""The licences of a host, as the provider sells them; the words only, no rules."""

from enum import StrEnum


class HostLicence(StrEnum):
    """The Zoom licence of a desk's host; a Basic one cuts a meeting after 40 minutes (rules.md#desks-and-hosts)."""

    LICENSED = "licensed"
    BASIC = "basic"
