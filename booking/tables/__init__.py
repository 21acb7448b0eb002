"""The tables, a file a subject; importing this package makes all of them known."""

from booking.core.decisions import CANCELLED, BookingStatus
from booking.tables.absences import (
    AttendanceDecision,
    NoShow,
    Suspension,
    SuspensionAnswer,
    SuspensionGround,
    SuspensionState,
)
from booking.tables.accounts import Account, Realm, SignIn, SignInFailure
from booking.tables.api_tokens import ApiToken, Scope
from booking.tables.attendance import AttendanceReport, MeetingMoment, WebhookDoor, WebhookNotice
from booking.tables.audit import AuditLine, AuditSeal
from booking.tables.bookings import Booking, Consent
from booking.tables.captures import MeetingCapture
from booking.tables.claims import ClaimClash, DeskClaim, SeekerClaim
from booking.tables.clock_marks import ClockMark
from booking.tables.feeds import DeskFeed, SeekerFeed
from booking.tables.given_back import GivenBack
from booking.tables.holds import Hold
from booking.tables.holidays import ImportedHoliday
from booking.tables.host_days import HostDay
from booking.tables.idempotency import IdempotencyKey
from booking.tables.kept_pages import KeptPage
from booking.tables.meetings import BY_HAND, Meeting, MeetingState, StrangeMeeting
from booking.tables.office_changes import DecidedBooking, OfficeChange
from booking.tables.offices import ClosingDay, Desk, ExtraOpening, Office, OpeningStart
from booking.tables.people import Role, Seeker, Staff, StaffOffice
from booking.tables.pool import PoolAssignment, PoolMeeting, PoolNote
from booking.tables.procedures import Procedure, ProcedureDesk, Terms, Timetable, WeeklyStart
from booking.tables.waits import Wait

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
    "PoolNote",
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
