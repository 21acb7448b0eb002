"""Tests of the audit log as offices read it."""
