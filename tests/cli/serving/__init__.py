"""Tests of `madoguchi serve`."""
