"""The audit log: lines written in the transaction of their act, sealed in a chain, and the one-time keys of requests."""
