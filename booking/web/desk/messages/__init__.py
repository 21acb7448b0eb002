"""The desk's pages of messages: what did not arrive, and how each message looks."""
