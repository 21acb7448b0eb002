"""Tests of booking/waiting_list."""
