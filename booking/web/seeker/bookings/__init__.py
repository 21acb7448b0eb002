"""The way of a booking on the web: choose, hold, terms, topic, confirm; and its moving and cancelling."""
