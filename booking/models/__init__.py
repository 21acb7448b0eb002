"""The tables, a file a subject; importing this package makes all of them known."""

from booking.core.decisions import CANCELLED, BookingStatus
from booking.models.absences import (
    AttendanceDecision,
    NoShow,
    Suspension,
    SuspensionAnswer,
    SuspensionGround,
    SuspensionState,
)
from booking.models.accounts import Account, Realm, SignIn, SignInFailure
from booking.models.api_tokens import ApiToken, Scope
from booking.models.attendance import AttendanceReport, MeetingMoment, WebhookDoor, WebhookNotice
from booking.models.audit import AuditLine, AuditSeal
from booking.models.bookings import Booking, Consent
from booking.models.captures import MeetingCapture
from booking.models.claims import ClaimClash, DeskClaim, SeekerClaim
from booking.models.clock_marks import ClockMark
from booking.models.feeds import DeskFeed, SeekerFeed
from booking.models.given_back import GivenBack
from booking.models.holds import Hold
from booking.models.holidays import ImportedHoliday
from booking.models.host_days import HostDay
from booking.models.idempotency import IdempotencyKey
from booking.models.kept_pages import KeptPage
from booking.models.meetings import BY_HAND, Meeting, MeetingState, StrangeMeeting
from booking.models.office_changes import DecidedBooking, OfficeChange
from booking.models.offices import ClosingDay, Desk, ExtraOpening, Office, OpeningStart
from booking.models.people import Role, Seeker, Staff, StaffOffice
from booking.models.pool import PoolAssignment, PoolMeeting
from booking.models.procedures import Procedure, ProcedureDesk, Terms, Timetable, WeeklyStart
from booking.models.waits import Wait

__all__ = [
    "BY_HAND",
    "CANCELLED",
    "Account",
    "ApiToken",
    "AttendanceDecision",
    "AttendanceReport",
    "AuditLine",
    "AuditSeal",
    "Booking",
    "BookingStatus",
    "ClaimClash",
    "ClockMark",
    "ClosingDay",
    "Consent",
    "DecidedBooking",
    "Desk",
    "DeskClaim",
    "DeskFeed",
    "ExtraOpening",
    "GivenBack",
    "Hold",
    "HostDay",
    "IdempotencyKey",
    "ImportedHoliday",
    "KeptPage",
    "Meeting",
    "MeetingCapture",
    "MeetingMoment",
    "MeetingState",
    "NoShow",
    "Office",
    "OfficeChange",
    "OpeningStart",
    "PoolAssignment",
    "PoolMeeting",
    "Procedure",
    "ProcedureDesk",
    "Realm",
    "Role",
    "Scope",
    "Seeker",
    "SeekerClaim",
    "SeekerFeed",
    "SignIn",
    "SignInFailure",
    "Staff",
    "StaffOffice",
    "StrangeMeeting",
    "Suspension",
    "SuspensionAnswer",
    "SuspensionGround",
    "SuspensionState",
    "Terms",
    "Timetable",
    "Wait",
    "WebhookDoor",
    "WebhookNotice",
    "WeeklyStart",
]
