"""The desk: where staff see the day's sheet and take bookings, and managers change days, times and desks.

Importing this package imports every module in it, and each puts its pages on the blueprint.
"""

from importlib import import_module
from pkgutil import walk_packages

from booking.web.desk.blueprint import blueprint

__all__ = ["blueprint"]

for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)
