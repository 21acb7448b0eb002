"""Waiting for a place on a full day; nothing is reserved for anybody who waits."""
