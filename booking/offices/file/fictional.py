"""An office without what the project made up."""

from dataclasses import replace

from booking.offices.file.shape import Office


def without_fictional(office: Office) -> Office:
    """The office without its made-up procedures and the desks that only they have; a made-up office as it is."""
    if office.fictional or not any(procedure.fictional for procedure in office.procedures):
        return office
    procedures = tuple(procedure for procedure in office.procedures if not procedure.fictional)
    codes = {procedure.code for procedure in procedures}
    desks = {desk for procedure in procedures for desk in procedure.desks}
    return replace(
        office,
        procedures=procedures,
        desks=tuple(desk for desk in office.desks if desk.code in desks),
        extra_openings=tuple(
            replace(opening, starts=tuple(start for start in opening.starts if start.procedure in codes))
            for opening in office.extra_openings
        ),
    )
