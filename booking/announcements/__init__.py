"""Which fact becomes which message, for whom, and on which channels it is delivered."""
