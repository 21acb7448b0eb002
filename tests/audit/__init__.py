"""Tests of booking/audit."""
