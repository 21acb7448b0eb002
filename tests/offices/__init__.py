"""Tests of offices as files."""
