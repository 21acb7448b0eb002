"""The channels by which messages go out to seekers: a file a channel, a list of them, and what they share."""
