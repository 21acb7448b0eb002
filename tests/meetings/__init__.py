"""Tests of the providers of meetings."""
