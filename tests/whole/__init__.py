"""Tests of the project as one thing: its wheel, its files, its import of settings."""
