"""How long it is kept who sees to what waits: until it waits no longer."""

from booking.core.erasure import Retention
from booking.operations.todo_owners import delete_of_what_is_done

RETAINED = (Retention("owners of what is done", delete_of_what_is_done),)
