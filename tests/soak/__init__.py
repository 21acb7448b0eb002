"""Storms and faults against the running command, on both engines: small in `make test`, at full size in `make soak`."""
