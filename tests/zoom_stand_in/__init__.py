"""A stand-in of Zoom for tests: token endpoint and REST API v2 over HTTP on this machine, with its faults on switches.

Written from Zoom's public documents and from what integrators report of it. `python -m tests.zoom_stand_in` runs it as
a process, `tests.zoom_stand_in.stand_in.standing_in` in a thread. Tests speak to it by orders (stand_in.py).
"""
