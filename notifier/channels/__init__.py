"""Carriers take letters outward; each recognises a repetition by the letter's key where it can."""

from notifier.channels.letter import Carrier, Letter, NotDelivered

__all__ = ["Carrier", "Letter", "NotDelivered"]
