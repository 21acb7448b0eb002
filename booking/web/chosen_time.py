"""The time that somebody has chosen, as it is shown on the pages where a booking is made or moved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash

from booking.availability.procedures import current_terms, values_on
from booking.availability.refusals import SlotRefused
from booking.availability.rule_values import RuleValues, Terms
from booking.bookings.refusals import RegistrationNotValid
from booking.bookings.rules.eligibility import ends_before
from booking.bookings.words import explain_not_moved
from booking.core.explain import Explanation, explain
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.tables import Booking, BookingStatus, Procedure, Seeker
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class ChosenTime:
    """A start (office time) for a seeker, and what stands against it: lateness, newer terms, a refusal.

    `moving` is the booking that is to go there. `late_since` is the first refused moment, after which staff give a
    reason.
    """

    seeker: Seeker
    procedure: Procedure
    starts_at: datetime
    moving: Booking | None = None
    late_since: datetime | None = None
    refused: Refusal | None = None

    @property
    def rules(self) -> RuleValues:
        """What the procedure says of consultations on its day."""
        return values_on(db.session(), self.procedure, day_of(self.starts_at))

    def shown(self, say: Callable[[Refusal], Explanation] = explain) -> dict[str, Any]:
        """What a page says of it, by the names under which templates know it; `say` words the refusal."""
        is_of_registration = isinstance(self.refused, RegistrationNotValid)  # which says already until when it is valid
        valid_until = self.seeker.registration_valid_until
        return {
            "procedure": self.procedure,
            "rules": self.rules,
            "starts_at": self.starts_at,
            "terms": self._terms(),
            "late_since": self.late_since,
            "explanation": self._explanation(say),
            "alternatives": self._alternatives(),
            "registration_ends_before": not is_of_registration and ends_before(valid_until, day_of(self.starts_at)),
        }

    def _terms(self) -> Terms | None:
        """The terms of today; those of a booking that moves were accepted with it."""
        terms = current_terms(db.session(), self.procedure, today=day_of(now()))
        return None if self.moving and self.moving.terms_version == terms.version else terms

    def _explanation(self, say: Callable[[Refusal], Explanation]) -> Explanation | None:
        if self.moving and isinstance(self.refused, SlotRefused):
            return explain_not_moved(self.refused, say=say)
        return say(self.refused) if self.refused else None

    def _alternatives(self) -> list[datetime]:
        found = self.refused.alternatives if isinstance(self.refused, SlotRefused) else ()
        return [start for start in found if self.moving is None or start != self.moving.starts_at]


def is_there_already(booking: Booking, starts_at: datetime) -> bool:
    """Whether the booking has this time, and then say so: whoever comes back after the move reads that it is done."""
    if starts_at != booking.starts_at or booking.status is not BookingStatus.BOOKED:
        return False
    flash(_("この日時に変更してあります。") if booking.sequence else _("この日時で予約してあります。"), "success")
    return True
