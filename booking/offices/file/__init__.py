"""Offices as TOML files: their shape, reading, checking, writing and comparing; no tables and no pages."""
