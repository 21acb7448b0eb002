"""The audit log: lines written in the transaction of their act and sealed in a chain; one-time keys of requests."""
