"""What every template has at hand: words for dates, who is signed in, the offices to call, gettext."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, g, url_for
from markupsafe import Markup, escape

from booking.attendance.words import call_result, reason, suggestion
from booking.availability.offices import first_offices
from booking.availability.words import why_lost
from booking.bookings.rules import booking_numbers, display_names
from booking.bookings.rules.booking_numbers import read_booking_number
from booking.bookings.words import booking_status, channel, seekers_status, wish
from booking.core import dates
from booking.core.decisions import USUAL
from booking.core.refusals import OfficeContact
from booking.core.texts.changed_words import changed_words
from booking.core.texts.holidays import closing_name
from booking.core.texts.languages import Language, language
from booking.core.texts.purposes import purpose_explained, purpose_in_words
from booking.core.texts.romaji import in_latin
from booking.feeds import short_codes
from booking.history.act_words import act_in_words
from booking.history.actor_words import who_in_words
from booking.history.fact_words import facts_in_words
from booking.history.subject_words import subject_in_words
from booking.meetings.traits import Traits
from booking.meetings.words import capture, code_shape, drifted_setting, meeting_state
from booking.messages.words import resolution, resolved
from booking.office_changes.naming import change_in_words, closed_days
from booking.office_changes.words import fate
from booking.people.mail_addresses import partly_hidden
from booking.people.principals import Principal
from booking.people.records.field_words import person_field
from booking.people.records.fields import PersonField
from booking.people.records.words import likeness
from booking.people.search.words import fits_in
from booking.people.validity.words import end_reason
from booking.people.words import agent, phone_with_hyphens, role, scope
from booking.services import services
from booking.web.drawn import drawn, drawn_days, drawn_row, drawn_sheet
from booking.web.seeker.opening.next_step import is_registration_offered
from booking.web.session import principal
from booking.web.unread import unread_messages
from calendars.office_time import day_of
from database.base import db

_SPOKEN_NUMBER = re.compile(r"(?<![0-9-])[0-9]{3}-[0-9]{3}-[0-9]{3}(?![0-9-])", re.ASCII)


def register(app: Flask) -> None:
    """Add filters, globals and the context of all pages."""
    app.jinja_env.filters.update(
        clock=dates.clock,
        until=dates.until,
        time_left=dates.time_left,
        short_day=dates.short_day,
        webcal=webcal,
        short_code=_short_code,
        long_day=dates.long_day,
        born_day=dates.born_day,
        closing_name=closing_name,
        short_moment=dates.short_moment,
        long_moment=dates.long_moment,
        clocks=dates.clocks,
        span=dates.span,
        booking_number=booking_numbers.spoken,
        spoken_name=_spoken_name,
        purpose_in_words=purpose_in_words,
        purpose_explained=purpose_explained,
        linked=linked,
        booking_links=booking_links,
        phone=phone_with_hyphens,
        partly_hidden=partly_hidden,
        likeness=likeness,
        fits_in=fits_in,
        person_field=lambda name: person_field(PersonField(name)),
        wish=wish,
        channel=channel,
        booking_status=booking_status,
        seekers_status=seekers_status,
        meeting_state=meeting_state,
        drifted_setting=drifted_setting,
        capture=capture,
        code_shape=code_shape,
        resolution=resolution,
        resolved=resolved,
        role=role,
        agent=agent,
        padded_moment=dates.padded_moment,
        scope=scope,
        end_reason=end_reason,
        why_lost=why_lost,
        office_change=change_in_words,
        closed_days=closed_days,
        fate=fate,
        act=act_in_words,
        facts_of_line=facts_in_words,
        line_actor=who_in_words,
        changed_words=changed_words,
        subject=subject_in_words,
        suggestion=suggestion,
        attendance_reason=reason,
        call_result=call_result,
    )
    app.jinja_env.globals.update(weekdays=dates.weekdays, in_japanese=_in_japanese)
    app.jinja_env.globals.update(unread_messages=unread_messages, usual_decision=USUAL)
    app.jinja_env.globals.update(registration_offered=is_registration_offered)
    app.jinja_env.globals.update(mail_sender=lambda: services().config.mail_sender)
    app.jinja_env.globals.update(has_portal=lambda: services().config.has_portal)
    app.jinja_env.globals.update(has_linked_sign_in=lambda: services().identities is not None)
    app.jinja_env.globals.update(product=_product, meeting_traits=_meeting_traits)
    app.jinja_env.globals.update(
        first_offices=_footer_offices,
        drawn=drawn,
        drawn_days=drawn_days,
        drawn_row=drawn_row,
        drawn_sheet=drawn_sheet,
        is_signed_in=_is_signed_in,
    )
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    return {"signed_in": _signed_in(), "now": g.get("now"), "language": language()}


def _signed_in() -> Principal | None:
    """Who is signed in; nobody while the database is away."""
    return None if g.get("database_failed") else principal()


def _is_signed_in() -> bool:
    """The same for macros, which know nothing of the page that uses them."""
    return _signed_in() is not None


def _spoken_name(name: str) -> str:
    """How a display name is read out; in Latin letters where the page is in English."""
    spoken = display_names.spoken(name)
    return in_latin(spoken) if language() is Language.ENGLISH else spoken


def _in_japanese() -> Markup:
    """The attribute of what an office wrote about itself, which is Japanese on pages in every language."""
    return Markup("") if language() is Language.JAPANESE else Markup(' lang="ja"')


def _meeting_traits() -> Traits:
    """What this installation's provider of meetings is like."""
    return services().meetings.traits


def _product() -> str:
    """The name of the meeting service, as people know it; mails ask for it, too."""
    return _meeting_traits().product


def _footer_offices() -> tuple[OfficeContact, ...]:
    """Whom to call on pages that belong to no single office; nobody is named while the database is away."""
    if g.get("database_failed"):
        return ()
    today = day_of(g.get("now") or services().clock())
    return first_offices(db.session(), today=today)


def linked(text: str, links: Mapping[str, str] | None) -> Markup:
    """`text` with each booking number in it, as it is read out, leading to its page."""
    shown = escape(text)
    for number, address in (links or {}).items():
        shown = shown.replace(escape(number), Markup('<a class="unbroken" href="{}">{}</a>').format(address, number))
    return shown


def booking_links(text: str) -> Markup:
    """`text` for staff, in which each booking number, as it is read out, leads to its page."""
    numbers = {spoken: read_booking_number(spoken) for spoken in _SPOKEN_NUMBER.findall(text)}
    return linked(
        text, {spoken: url_for("desk.booking", number=number) for spoken, number in numbers.items() if number}
    )


def webcal(address: str) -> str:
    """The address of a feed as the scheme that opens a device's calendar."""
    return re.sub("^https?:", "webcal:", address)


def _short_code(calendar_uid: str) -> str:
    """What the booking is called in staff's calendars."""
    return short_codes.short_code(services().config.secret_key, calendar_uid)
