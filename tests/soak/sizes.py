"""How large the storms are: small in `make test`, as large as they are promised in `make soak`."""

import os
from dataclasses import dataclass

from tests.what_runs_when import is_soak


@dataclass(frozen=True)
class Size:
    """Clients and places of each storm, kills of the server, and sequences of the model."""

    rush_clients: int
    rush_places: int
    rush_rounds: int
    morning_clients: int
    morning_days: int  # of eight starts each
    kills: int
    meetings: int  # that two workers issue, one of which is killed
    mails: int  # that workers send while they are killed
    mail_kills: int
    waits_for_leases: bool  # two minutes, until what a killed worker had in hand is taken over
    sequences: int
    steps: int  # of each sequence
    explores: bool  # sequences nobody tried before; else the same ones every time

    @property
    def seekers(self) -> int:
        """So many that nobody has to come twice to a rush."""
        return max(self.rush_clients * self.rush_rounds, 100 * self.kills)


SMALL = Size(
    rush_clients=20,
    rush_places=2,
    rush_rounds=2,
    morning_clients=8,
    morning_days=1,
    kills=2,
    meetings=24,
    mails=24,
    mail_kills=2,
    waits_for_leases=False,
    sequences=6,
    steps=25,
    explores=False,
)
FULL = Size(
    rush_clients=200,
    rush_places=10,
    rush_rounds=20,
    morning_clients=50,
    morning_days=5,
    kills=30,
    meetings=300,
    mails=500,
    mail_kills=50,
    waits_for_leases=True,
    sequences=150,
    steps=50,
    explores=True,
)


def size_wanted() -> Size:
    """Full in `make soak`, unless MADOGUCHI_SOAK asks for small ones."""
    return FULL if is_soak() and os.environ["MADOGUCHI_SOAK"] != "small" else SMALL
