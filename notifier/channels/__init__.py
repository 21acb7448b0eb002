"""Channels carry letters outward; each recognises a repetition by the letter's key where it can."""

from notifier.channels.channel import Channel, Letter, NotDelivered

__all__ = ["Channel", "Letter", "NotDelivered"]
