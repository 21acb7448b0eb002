"""Prints what was measured as the tables of docs/performance.md, each figure beside its goal (rules.md#speed)."""

from collections.abc import Iterator, Mapping

from benchmarks.loads import Measured
from benchmarks.measures import CLIENTS, STORM_CLIENTS, Results


def tables(results: Results) -> Iterator[str]:
    """The lines of the tables of one database."""
    yield from _bookings(results)
    yield ""
    yield from _storms(results)
    yield ""
    yield from _reads(results)


def _bookings(results: Results) -> Iterator[str]:
    yield from heading(
        "clients", "bare route", "Core INSERT", "ORM INSERT", "booking", "to ORM (goal 0.40)", "to Core", "to bare",
        "p50 ms", "p99 ms (goal 60 at 8)",
    )  # fmt: skip
    for clients in CLIENTS:
        bare, core, orm, booking = (results[f"{name} {clients}"] for name in ("bare", "core", "orm", "booking"))
        yield (
            f"| {clients} | {_rate(bare)} | {_rate(core)} | {_rate(orm)} | {_rate(booking)} |"
            f" **{booking.rate / orm.rate:.2f}** | {booking.rate / core.rate:.2f} | {booking.rate / bare.rate:.3f} |"
            f" {booking.p50:.1f} | {booking.p99:.1f} |"
        )


def _storms(results: Results) -> Iterator[str]:
    different, same = results["storm different"], results["storm same"]
    yield from heading(f"{STORM_CLIENTS} clients at once", "answers", "p50 ms", "slowest ms", "to different (goal 1.5)")
    yield f"| different places | {_counts(different.statuses)} | {different.p50:.0f} | {different.slowest:.0f} | |"
    yield (
        f"| one start, 10 desks | {_counts(same.statuses)} | {same.p50:.0f} | {same.slowest:.0f} |"
        f" **{same.slowest / different.slowest:.2f}** |"
    )


def _reads(results: Results) -> Iterator[str]:
    bare = results["bare 8"]
    yield from heading("8 clients", "answers a second", "p50 ms", "p99 ms", "to bare", "goal")
    for name, about, goal in (
        ("slots computed", "slot list, 28 days, computed", "0.25"),
        ("slots kept", "the same list again, without an ETag", ""),
        ("slots 304", "the same list, revalidated", "0.50"),
        ("feed 200", "seeker's feed of 1,000 bookings, 700 kB", "0.25"),
        ("bare long", "bare route that answers 700 kB", ""),
        ("feed 304", "the same feed, revalidated", "0.40"),
        ("desk 200", "desk's feed of 1,000 bookings, 600 kB", "0.25"),
        ("desk 304", "the same feed, revalidated", "0.40"),
        ("public 200", "feed of a procedure's open slots", "0.25"),
        ("public 304", "the same feed, revalidated", "0.40"),
    ):
        found = results[name]
        ratio = found.rate / bare.rate
        yield f"| {about} | {_rate(found)} | {found.p50:.1f} | {found.p99:.1f} | **{ratio:.2f}** | {goal} |"
    sent = results["feed 200"].rate / results["bare long"].rate
    yield ""
    yield f"The seeker's whole feed to the bare route that sends as many bytes: **{sent:.2f}**."
    yield ""
    yield from _invalidated(results)


def _invalidated(results: Results) -> Iterator[str]:
    bare = results["bare long 1"]
    yield from heading("1 client, a booking changed before each reading", "answers a second", "p50 ms", "to bare route")
    yield f"| bare route that answers 700 kB, nothing changed | {_rate(bare)} | {bare.p50:.1f} | |"
    for name, about in (
        ("feed invalidated", "seeker's feed of 1,000 bookings"),
        ("desk invalidated", "desk's feed of 1,000 bookings"),
    ):
        found = results[name]
        yield f"| {about} | {_rate(found)} | {found.p50:.1f} | **{found.rate / bare.rate:.2f}** |"


def heading(*columns: str) -> Iterator[str]:
    """The first two lines of a table."""
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"


def _rate(measured: Measured) -> str:
    return f"{measured.rate:,.0f}"


def _counts(statuses: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
