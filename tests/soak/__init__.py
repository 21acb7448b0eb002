"""Storms and faults against the running command, on both engines: two small ones in `make test`, all in `make soak`."""
