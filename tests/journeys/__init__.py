"""Whole journeys in a real browser against the real command, as the people of the office make them."""
