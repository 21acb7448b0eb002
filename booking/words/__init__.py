"""Words for people: what refusals, reasons and states are called; through gettext, from Japanese."""

# Imported with their package, so that `refusals.tell` always knows them.
from booking.words import absence_refusals as absence_refusals
from booking.words import booking_refusals as booking_refusals
from booking.words import change_refusals as change_refusals
from booking.words import delivery_refusals as delivery_refusals
from booking.words import meeting_refusals as meeting_refusals
from booking.words import office_refusals as office_refusals
from booking.words import people_refusals as people_refusals
from booking.words import slot_refusals as slot_refusals
from booking.words import staff_refusals as staff_refusals
