"""Providers of meetings, one file each; the only place that talks to the outside about meetings."""
