"""`madoguchi clock`: whether the clock of this machine may be believed."""

from argparse import Namespace
from datetime import timedelta

from booking.cli.wiring import prepared_app
from booking.operations.clock_trust.doubt import ClockState, Judgement
from booking.operations.clock_trust.note import look_at_clock, trust_clock
from booking.operations.clock_trust.watch import clock_watch
from calendars.office_time import in_office_time

_MEANING = {
    ClockState.WELL: "nothing speaks against the clock",
    ClockState.SETTLING: "nothing speaks against the clock, but it has not been seen for long; nothing is deleted yet",
    ClockState.DOUBTED: "the clock is in doubt, and nothing is deleted by it",
}


def show(options: Namespace) -> None:
    """Say what is known of the clock; with --trust, take it as right from now on."""
    with prepared_app():
        look = clock_watch().look()
        if options.trust:
            trust_clock(look)
        judgement = look_at_clock(look, is_start=False)
    print(f"the clock says {in_office_time(look.real).isoformat(timespec='seconds')}")
    print(f"{judgement.state}: {_MEANING[judgement.state]}")
    if judgement.state is ClockState.DOUBTED:
        print(_why(judgement))


def _why(judgement: Judgement) -> str:
    off = timedelta(seconds=round(abs(judgement.off).total_seconds()))
    last = in_office_time(judgement.known.seen.real).isoformat(timespec="seconds")
    return (
        f"it is {off} {'ahead' if judgement.off > timedelta() else 'behind'}, by what was seen before (last at {last})"
        " or by the clock of the database.\n"
        "Compare it with another one. If it is wrong, set it: that is noticed within a minute.\n"
        "If it is right, say so with `madoguchi clock --trust`; after 24 hours it is believed without."
    )
