"""How long what belongs to the portal stays: a line a subject."""

from booking.portal.registration import retention as registration

RETAINED = (*registration.RETAINED,)
