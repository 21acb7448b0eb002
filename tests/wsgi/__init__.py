"""Tests of booking/wsgi."""
