"""Statements that go past SQLAlchemy's ordinary way: what every booking asks and writes (docs/fast-lane.md)."""
