"""Tests of office time, office days, holidays and calendar files."""
