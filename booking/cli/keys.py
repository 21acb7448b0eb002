"""`madoguchi keys rotate`."""

import sys
from argparse import Namespace

from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.operations.rotate_keys import Rotation, rotate_keys
from booking.services import services


def rotate(_options: Namespace) -> None:
    """Seal everything with the first data key, and tell whether the others are still needed."""
    with prepared_app():
        given = services()
        done = rotate_keys(given.keys, progress=_print_progress)
        old_keys = len(given.config.data_keys) - 1
    for each in done:
        print(f"{each.table}: sealed anew {each.renewed}, with the first key already {each.present}, lost {each.lost}")
    lost = sum(each.lost for each in done)
    if lost:
        raise CommandFailed(
            f"{lost} values open with none of the keys in MADOGUCHI_DATA_KEYS: "
            "put the key that is missing behind the first one and run this again"
        )
    print(
        "everything is sealed with the first key; "
        + (
            f"leave the other {old_keys} out of MADOGUCHI_DATA_KEYS and restart every process"
            if old_keys
            else "there is no other key in MADOGUCHI_DATA_KEYS"
        )
    )


def _print_progress(so_far: Rotation) -> None:
    print(f"{so_far.table}: {so_far.renewed + so_far.present + so_far.lost} …", file=sys.stderr)
