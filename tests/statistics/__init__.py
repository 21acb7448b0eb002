"""Tests of what is counted over weeks and months."""
