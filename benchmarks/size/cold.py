"""The first list of an office in a process: fresh web processes, each asked once for each of some offices."""

from benchmarks.loads import measure, request
from benchmarks.servers import SERVICE, serving
from benchmarks.size.country import Country
from benchmarks.size.measures import Answered, Measured, in_turn, request_each, summary
from benchmarks.size.processes import Memory, web_process

COLD_LISTS = "slot list, cold: the first of its office"
_MOST = 100  # offices of a process
_LOADING = "shiomizaka-soudan"  # asked first, so that what any list needs is there


def measure_cold(small: Country, big: Country, *, rounds: int) -> Measured:
    """The lists of both, each round in web processes of their own."""
    return summary([in_turn(small, big, turn, _cold) for turn in range(rounds)])


def memory_when_started(country: Country) -> Memory:
    """What a web process holds that has only said that it can serve."""
    with serving(SERVICE, folder=country.folder, settings=country.settings) as port:
        measure(port, [request("GET", "/readyz")], clients=1, seconds=60, once=True)
        return web_process(port).memory()


def _cold(country: Country) -> Answered:
    with serving(SERVICE, folder=country.folder, settings=country.settings) as port:
        alike, *others = country.codes[:_MOST]  # the first of them computes starts that all have
        measure(port, [_list_of(_LOADING), _list_of(alike)], clients=1, seconds=60, once=True)
        return request_each(port, web_process(port), [_list_of(code) for code in others])


def _list_of(code: str) -> str:
    return request("GET", f"/api/v1/procedures/{code}/slots")
