"""The words for weekdays in office files."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # by number, Monday is 0
