"""Channels carry letters outward; each recognises a repetition by the letter's key where it can."""

from notifier.channels.channel import CalendarMethod, CalendarPart, Channel, Letter, NotDelivered

__all__ = ["CalendarMethod", "CalendarPart", "Channel", "Letter", "NotDelivered"]
