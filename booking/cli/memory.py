"""Keeps web processes small: has the C library give memory back (glibc; others do so by themselves)."""

import ctypes

# glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8

_ARENAS = 1  # one thread computes at a time anyway, so that none waits for another one's
_LARGE_BYTES = 256 * 1024  # from here on a piece is a mapping of its own, which goes back whole


def hold_little() -> None:
    """Bound what this process and those forked from it hold without using it; before any thread starts.

    Left alone, each of the threads gets a heap of its own, and the first 19 MiB of a password hash that are freed make
    glibc keep all later ones in these heaps: 24 sign-ins in eight threads left 120 MiB behind. No heap gives out what
    another one has free: a second one held 4 MiB more (docs/performance.md).
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library
        return
    mallopt(_M_ARENA_MAX, _ARENAS)
    mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
    mallopt(_M_TRIM_THRESHOLD, _LARGE_BYTES)
