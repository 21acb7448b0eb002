"""All rules over an office that could be read, and over several together; most stand in the neighbours."""

from collections.abc import Iterable, Iterator

from booking.offices.file.check_sentences import sentence_faults
from booking.offices.file.check_texts import text_faults
from booking.offices.file.check_times import time_faults
from booking.offices.file.check_values import value_faults
from booking.offices.file.problems import Fault, Problem, below, entry_key
from booking.offices.file.shape import Office


def check_office(office: Office) -> tuple[Fault, ...]:
    """Everything that is wrong with `office` by itself; empty if it can be used."""
    texts = (*text_faults(office), *sentence_faults(office.sentences))
    shared_hosts = (fault for _, fault in _shared_hosts([office]))
    faults = (*value_faults(office), *texts, *shared_hosts, *time_faults(office))
    return tuple(dict.fromkeys(faults))  # a start may be wrong under the rules of several days


def check_hosts(offices: Iterable[Office]) -> tuple[Problem, ...]:
    """Hosts of two desks, in one office or across all, who would share a call (rules.md#desks-and-hosts)."""
    return tuple(_problem(office, fault) for office, fault in _shared_hosts(offices))


def check_codes(offices: Iterable[Office]) -> tuple[Problem, ...]:
    """Codes of offices or of procedures that stand twice: a page's address names a procedure alone."""
    listed = tuple(offices)
    own = [(office.code, office, "code") for office in listed]
    procedures = [
        (procedure.code, office, below(entry_key("procedures", procedure.code), "code"))
        for office in listed
        for procedure in office.procedures
    ]
    repeated = (*_repeated(own, "このコード"), *_repeated(procedures, "このコード"))
    return tuple(_problem(office, fault) for office, fault in repeated)


def _shared_hosts(offices: Iterable[Office]) -> Iterator[tuple[Office, Fault]]:
    hosts = [
        (desk.zoom_host.casefold(), office, below(entry_key("desks", desk.code), "zoom_host"))
        for office in offices
        for desk in office.desks
        if desk.zoom_host
    ]
    return _repeated(hosts, "このホスト")


def _repeated(places: Iterable[tuple[str, Office, str]], this: str) -> Iterator[tuple[Office, Fault]]:
    first_places: dict[str, tuple[Office, str]] = {}
    for value, office, key in places:
        if value in first_places:
            first, first_key = first_places[value]
            what = f"{this}は、{first.name}の {first_key} でも使われています"
            yield office, Fault(key, what, "ほかで使われていない値")
        first_places.setdefault(value, (office, key))


def _problem(office: Office, fault: Fault) -> Problem:
    # Offices may come from the database, so the file is called as an export would call it.
    return Problem.in_file(f"{office.code}.toml", fault)
