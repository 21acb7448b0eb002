"""Tests of the seekers' pages."""
