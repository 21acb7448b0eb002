"""What seekers asked for in a storm and what they were told: no service may forget any of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.tables import Booking
from tests.soak.clients import Answer, Client, NoAnswer
from tests.soak.places import Place

_PROGRAMS = 12  # that ask at the same time


@dataclass(frozen=True)
class Wish:
    """A place for the seeker of a token; the key makes it the same wish however often it is sent."""

    token: str
    place: Place
    key: str


@dataclass
class Ledger:
    """Wishes and their answers; filled by several threads."""

    booked: dict[Wish, str] = field(default_factory=dict)  # booking numbers
    unanswered: list[Wish] = field(default_factory=list)
    refused: dict[Wish, Answer] = field(default_factory=dict)

    def send(self, base_url: str, wish: Wish) -> bool:
        """Send the wish and note the answer; False if none came."""
        client = Client(base_url, wish.token)
        try:
            answer = client.book(wish.place, key=wish.key)
        except NoAnswer:
            self.unanswered.append(wish)
            return False
        finally:
            client.close()
        if answer.status == 201:
            self.booked[wish] = answer.body["number"]
        else:
            self.refused[wish] = answer
        return True

    def send_again(self, base_url: str) -> None:
        """Repeat, with its key, every wish that got no answer or was refused."""
        wishes = [*self.unanswered, *self.refused]
        self.unanswered, self.refused = [], {}
        for wish in wishes:
            self.send(base_url, wish)

    def storm(self, base_url: str, wishes: "SimpleQueue[Wish]", *, until_silence: bool = True) -> list[Thread]:
        """Ask for one wish after the other from several threads, until nobody answers or, else, nothing is wished."""
        threads = [Thread(target=self._send_on, args=(base_url, wishes, until_silence)) for _ in range(_PROGRAMS)]
        for thread in threads:
            thread.start()
        return threads

    def _send_on(self, base_url: str, wishes: "SimpleQueue[Wish]", until_silence: bool) -> None:
        while True:
            try:
                wish = wishes.get_nowait()
            except Empty:
                return
            if not self.send(base_url, wish) and until_silence:
                return


def queued(wishes: Iterable[Wish]) -> "SimpleQueue[Wish]":
    """The wishes in a line from which threads may take them."""
    line: SimpleQueue[Wish] = SimpleQueue()
    for wish in wishes:
        line.put(wish)
    return line


def booked_numbers(session: Session) -> list[str]:
    """The numbers of all bookings."""
    return list(session.scalars(select(Booking.number)))
