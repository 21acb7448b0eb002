"""Acts on the office one after the other, through the actions and on the model, and compares them after each."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from itertools import count, product
from typing import TypeVar

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, invariant, multiple, rule
from sqlalchemy import select

from booking.attendance.suspensions.impose import Decider, impose_suspension, lift_suspension
from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code
from booking.bookings.book import BookingRequest, book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.draft import accept_terms, write_draft
from booking.bookings.hold import extend, give_up, hold
from booking.bookings.move import move
from booking.core.fates import Fate
from booking.core.refusals import Refusal
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.change import change_office
from booking.office_changes.changes import Change, End, NewTimetable, PutDeskIn, TakeDeskOut
from booking.office_changes.choices import Choice, alike
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.office_changes.impact import impact_of, planned_change
from booking.office_changes.import_file import import_office
from booking.operations.claims.mend import mend_claims
from booking.tables import Desk, Office
from calendars.office_time import day_of
from database.base import db
from tests.bookings.confirming import confirm
from tests.soak.invariants import flaws
from tests.stateful.asking import CHANNELS, MANAGER, STAFF_ID, booking_request, move_request
from tests.stateful.model import Model
from tests.stateful.office import (
    CONSULTATION_DAYS,
    DAYS_TO_CLOSE,
    LONG,
    NEW_TIMETABLES,
    SHORT,
    SLOTS,
    STARTS,
    TERMS,
    Slot,
    model_office,
    weekly,
)
from tests.stateful.rows import live_claims, lose_claims, open_bookings, proposed_suspension
from tests.stateful.taken import Way
from tests.town import FRIDAY_MORNING, MISAKI, TARO, seeker_id

T = TypeVar("T")

KAKUTO = "70000-0000003"
SEEKERS = (MISAKI, TARO, KAKUTO)
_ONE_SECOND = timedelta(seconds=1)  # lies between any two acts
_PAUSES = (timedelta(minutes=10), timedelta(minutes=31), timedelta(hours=2, minutes=5), timedelta(days=1))

fates = st.sampled_from([None, *Fate])  # None: nobody decides anything
seekers, slots, ways = st.sampled_from(SEEKERS), st.sampled_from(SLOTS), st.sampled_from(Way)


class OfficeMachine(RuleBasedStateMachine):
    """One sequence in a town of its own."""

    numbers: Bundle[str] = Bundle("numbers")
    tokens: Bundle[str] = Bundle("tokens")
    suspensions: Bundle[int] = Bundle("suspensions")

    def __init__(self, town: Callable[[], AbstractContextManager[Flask]]) -> None:
        super().__init__()
        self._end = ExitStack()
        self._end.enter_context(town())
        self._keys = count()
        self.model = Model()
        self.requests: dict[str, BookingRequest] = {}
        import_office(model_office(), actor="test", now=FRIDAY_MORNING)
        self.office_id = db.session.scalars(select(Office.id).where(Office.code == "model")).one()
        self._manager = Decider(STAFF_ID, [self.office_id])
        self.ids = {number: seeker_id(number) for number in SEEKERS}

    def teardown(self) -> None:
        self._end.close()

    # Seekers.

    @rule(target=numbers, seeker=seekers, slot=slots, way=ways)
    def books(self, seeker: str, slot: Slot, way: Way) -> MultipleResults[str] | str:
        """Book without a hold: a program of the seeker's, or staff."""
        now = self._a_second_later()
        request = booking_request(self.ids[seeker], slot, way, key=self._key(), now=now)
        number = self._meets(self.model.why_not_book(seeker, slot, way), lambda: book(request, now=now))
        if number is None:
            return multiple()
        self.requests[number] = request
        self.model.book(number, seeker, slot, way)
        return number

    @rule(number=numbers)
    def sends_the_same_booking_again(self, number: str) -> None:
        now = self._a_second_later()
        if number in self.requests:
            assert book(self.requests[number], now=now) == number

    @rule(target=tokens, seeker=seekers, slot=slots)
    def holds(self, seeker: str, slot: Slot) -> MultipleResults[str] | str:
        now = self._a_second_later()
        procedure, starts_at = slot
        own = self.model.own_live_token(seeker, slot)
        expected = None if own else self.model.why_not_hold(seeker, slot)
        token = self._meets(expected, lambda: hold(procedure, starts_at, seeker_id=self.ids[seeker], now=now))
        if token is None or own:
            assert token == own
            return multiple()
        accept_terms(token, TERMS, seeker_id=self.ids[seeker], now=now)
        write_draft(token, topic="応募書類の相談", wishes=(), now=now)
        self.model.hold(token, seeker, slot)
        return token

    @rule(token=tokens)
    def extends(self, token: str) -> None:
        now, held = self._a_second_later(), self.model.holds[token]
        expected = self.model.why_not_extend(token)
        self._meets(expected, lambda: extend(token, seeker_id=self.ids[held.seeker], now=now))
        if expected is None:
            self.model.extend(token)

    @rule(token=tokens)
    def gives_up(self, token: str) -> None:
        give_up(token, seeker_id=self.ids[self.model.holds[token].seeker], now=self._a_second_later())
        self.model.give_up(token)

    @rule(target=numbers, token=tokens)
    def confirms(self, token: str) -> MultipleResults[str] | str:
        now, held = self._a_second_later(), self.model.holds[token]
        expected = None if held.booking else self.model.why_not_book(held.seeker, held.slot)
        number = self._meets(expected, lambda: confirm(token, seeker_id=self.ids[held.seeker], now=now))
        if number is None or held.booking:
            assert number == held.booking
            return multiple()
        self.model.confirm(number, token)
        return number

    @rule(number=numbers, nth=st.integers(0, len(SLOTS)), way=ways)
    def moves(self, number: str, nth: int, way: Way) -> None:
        now, booking = self._a_second_later(), self.model.bookings[number]
        of_procedure = [slot for slot in SLOTS if slot[0] == booking.procedure]
        slot = of_procedure[nth % len(of_procedure)]
        request = move_request(
            number, slot[1], way, seeker_id=self.ids[booking.seeker], office_id=self.office_id, key=self._key()
        )
        expected = self.model.why_not_move(number, slot, way)
        self._meets(expected, lambda: move(request, now=now))
        if expected is None:
            self.model.move(number, slot, way)

    @rule(number=numbers, by=st.sampled_from(["seeker", "office"]))
    def cancels(self, number: str, by: str) -> None:
        now, seeker = self._a_second_later(), self.ids[self.model.bookings[number].seeker]
        own, staff = Canceller(f"seeker:{seeker}", seeker), Canceller(MANAGER, office_ids={self.office_id})
        way = Way.WEB if by == "seeker" else Way.DESK
        expected = self.model.why_not_cancel(number, by, now, way=way)
        self._meets(expected, lambda: cancel(number, own if by == "seeker" else staff, reason="都合", now=now))
        if expected is None:
            self.model.cancel(number, by, way=way)

    @rule(number=numbers, ago=st.sampled_from(_PAUSES))
    def cancels_on_the_phone(self, number: str, ago: timedelta) -> None:
        """Staff note what the seeker told them some time ago."""
        now = self._a_second_later()
        staff, heard_at = Canceller(MANAGER, office_ids={self.office_id}), now - ago
        expected = self.model.why_not_cancel(number, "seeker", heard_at, way=Way.DESK)
        self._meets(expected, lambda: cancel(number, staff, reason="電話", notified_at=heard_at, now=now))
        if expected is None:
            self.model.cancel(number, "seeker")

    # The office.

    @rule(day=st.sampled_from(DAYS_TO_CLOSE), fate=fates)
    def closes_a_day(self, day: date, fate: Fate | None) -> None:
        self._a_second_later()
        expected = self.model.why_not_close(day)
        self._changes(CloseDay(day, "設備点検"), expected, lambda after: after.closed.add(day), fate=fate)

    @rule(day=st.sampled_from(DAYS_TO_CLOSE))
    def reopens_a_day(self, day: date) -> None:
        self._a_second_later()
        expected = self.model.why_not_reopen(day)
        self._changes(ReopenDay(day), expected, lambda after: after.closed.discard(day))

    @rule(first=st.sampled_from(CONSULTATION_DAYS), timetable=st.sampled_from(NEW_TIMETABLES), fate=fates)
    def changes_a_timetable(self, first: date, timetable: tuple[str, tuple[time, ...]], fate: Fate | None) -> None:
        self._a_second_later()
        procedure, starts = timetable
        expected = "DayInPast" if first < self.model.now.date() else None
        change = NewTimetable(procedure, first, weekly(starts))
        self._changes(change, expected, lambda after: after.starts[procedure].update({first: starts}), fate=fate)

    @rule(desk=st.sampled_from(["desk-a", "desk-b"]), fate=fates)
    def takes_a_desk_out_or_puts_it_in(self, desk: str, fate: Fate | None) -> None:
        self._a_second_later()
        lanes = self.model.lanes[SHORT]
        if desk not in lanes:
            self._changes(PutDeskIn(SHORT, desk), None, lambda after: after.lanes[SHORT].append(desk))
            return
        change = TakeDeskOut(SHORT, desk)
        self._changes(change, None, lambda after: after.lanes[SHORT].remove(desk), fate=fate)

    @rule(procedure=st.sampled_from([SHORT, LONG]), day=st.none() | st.sampled_from(CONSULTATION_DAYS), fate=fates)
    def ends_a_procedure_or_lets_it_go_on(self, procedure: str, day: date | None, fate: Fate | None) -> None:
        self._a_second_later()
        expected = "DayInPast" if day and day < self.model.now.date() else None
        self._changes(End(day, procedure), expected, lambda after: after.let_end(procedure, day), fate=fate)

    @rule(target=suspensions, seeker=seekers, days=st.sampled_from([0, 3, 90]))
    def suspends(self, seeker: str, days: int) -> int:
        now = self._a_second_later()
        last = now.date() + timedelta(days=days)
        suspension = proposed_suspension(self.office_id, seeker, now=now)
        impose_suspension(suspension, self._manager, ends_on=last, now=now)
        self.model.suspensions[suspension] = (seeker, last)
        return suspension

    @rule(suspension=suspensions)
    def lifts_a_suspension(self, suspension: int) -> None:
        now, expected = self._a_second_later(), self.model.why_not_lift(suspension)
        self._meets(expected, lambda: lift_suspension(suspension, self._manager, reason="事情を聞いた", now=now))
        if expected is None:
            del self.model.suspensions[suspension]

    @rule(pause=st.sampled_from(_PAUSES))
    def time_passes(self, pause: timedelta) -> None:
        self.model.now += pause

    @rule()
    def claims_are_lost_and_mended(self) -> None:
        """As a purge deleted them while the clock was ahead; those of consultations that are over nobody needs."""
        now = self._a_second_later()
        lose_claims(now)
        mended = mend_claims(now=now)
        assert (mended.removed, mended.clashes) == (0, set())

    # What holds after each act.

    @invariant()
    def the_rows_say_what_the_model_says(self) -> None:
        session = db.session()
        session.rollback()
        session.expire_all()
        assert live_claims(self.model.now) == self._claims_of_the_model()
        assert open_bookings() == {
            number: (one.seeker, one.slot, one.desk, one.late, one.sequence)
            for number, one in self.model.bookings.items()
            if one.is_open
        }
        assert flaws(session) == []

    @invariant()
    def slots_are_offered_as_the_model_says(self) -> None:
        codes = dict(db.session.execute(select(Desk.id, Desk.code)).all())
        for code in STARTS:
            procedure = procedure_by_code(db.session(), code)
            for day, way in product(CONSULTATION_DAYS, (Way.WEB, Way.DESK)):
                offered = slots_of(
                    db.session(), procedure, first=day, last=day, channel=CHANNELS[way], now=self.model.now
                )
                assert [slot.starts_at.time() for slot in offered] == list(self.model.starts_on(code, day))
                for slot in offered:
                    wanted = (code, slot.starts_at)
                    assert [codes[desk] for desk in slot.free_desks] == self.model.free_desks(wanted)
                    assert (slot.reason is None) == (self.model.why_not_slot("nobody", wanted, way) is None)

    def _claims_of_the_model(self) -> set[tuple[object, ...]]:
        owners = [(number, one) for number, one in self.model.bookings.items() if one.is_open]
        return {
            (whose, tick, owner)
            for owner, one in (*owners, *self.model.live_holds())
            for whose, tick in one.desk_ticks() | one.seeker_ticks()
        }

    # How it is done.

    def _changes(
        self, change: Change, expected: str | None, apply: Callable[[Model], object], *, fate: Fate | None = None
    ) -> None:
        """Look at the impact, decide alike about all whom it concerns, and let the model do the same."""
        after = deepcopy(self.model)
        if expected is None:
            apply(after)
            expected = "OfficeRulesBroken" if after.breaks_rules() else None
        numbers, tokens = self.model.places_lost_to(after) if expected is None else ([], [])
        if numbers and fate is None:
            expected = "DecisionMissing"
        offered = {number: self.model.other_desks(after, number) for number in numbers}
        answered = self._meets(expected, lambda: self._carry_out(change, fate, offered))
        if answered is None:
            return
        outcome, choices = answered
        fated = [choices[number].fate for number in numbers]
        assert (outcome.cancelled, outcome.kept, outcome.moved) == tuple(
            fated.count(one) for one in (Fate.CANCELLED, Fate.KEPT, Fate.MOVED)
        )
        assert outcome.holds_ended == len(tokens)
        for token in tokens:
            self.model.take_away(token)
        for number in numbers:
            self._apply(number, choices[number])
        apply(self.model)

    def _apply(self, number: str, choice: Choice) -> None:
        if choice.fate is Fate.CANCELLED:
            self.model.cancel(number, "office")
        elif choice.fate is Fate.MOVED:
            self.model.change_desk(number, choice.desk)

    def _carry_out(
        self, change: Change, fate: Fate | None, offered: Mapping[str, list[str]]
    ) -> tuple[Outcome, Mapping[str, Choice]]:
        """What became of it, and what was chosen; who can go to no other desk is kept."""
        now = self.model.now
        office = db.session.get_one(Office, self.office_id)
        impact = impact_of(db.session(), planned_change(db.session(), office, change, today=day_of(now)), now=now)
        assert {one.number: [desk.code for desk in one.other_desks] for one in impact.bookings} == offered
        choices = alike(impact.bookings, Fate.KEPT, alike(impact.bookings, fate, {})) if fate else {}
        decision = Decision(impact.fingerprint, choices, "設備点検のため")
        return change_office(self.office_id, change, decision, actor=MANAGER, now=now), choices

    def _meets(self, expected: str | None, act: Callable[[], T]) -> T | None:
        """What the act answered, or None if it was refused, exactly as the model expects."""
        refusal = None
        try:
            answered = act()
        except Refusal as refused:
            refusal = refused
        assert (type(refusal).__name__ if refusal else None) == expected
        return None if refusal else answered

    def _key(self) -> str:
        return f"key {next(self._keys)}"

    def _a_second_later(self) -> datetime:
        self.model.now += _ONE_SECOND
        return self.model.now
