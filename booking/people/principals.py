"""Who is asking: the signed-in seeker or member of staff, as values."""

from dataclasses import dataclass, field

from booking.people.refusals import NotRegistered
from booking.tables import Realm, Role


@dataclass(frozen=True)
class Principal:
    """A signed-in person. `seeker_id` is set in the my-page, `staff_id`, `role` and `office_ids` at the desk.

    Whoever opened an account online is no seeker before the registration. `new_messages` were unread when it was asked
    who that is; None where nobody asked.
    """

    account_id: int
    realm: Realm
    name: str
    seeker_id: int | None = None
    staff_id: int | None = None
    role: Role | None = None
    office_ids: frozenset[int] = frozenset()
    new_messages: int | None = field(default=None, compare=False)

    @property
    def actor(self) -> str:
        """How the audit log names this person: by internal id."""
        if self.realm is Realm.DESK:
            return f"staff:{self.staff_id}"
        return f"account:{self.account_id}" if self.seeker_id is None else f"seeker:{self.seeker_id}"

    @property
    def is_unregistered(self) -> bool:
        """Whether somebody has an account of the my-page, and no registration yet."""
        return self.realm is Realm.MY_PAGE and self.seeker_id is None

    @property
    def as_seeker(self) -> int:
        """The seeker's id; a programming error for staff, whom the permission check keeps out.

        Raises:
            NotRegistered: the account has no registration yet.
        """
        if self.is_unregistered:
            raise NotRegistered(None)
        if self.seeker_id is None:
            raise TypeError("not a seeker")
        return self.seeker_id

    @property
    def as_staff(self) -> int:
        """The id of the member of staff; a programming error for a seeker."""
        if self.staff_id is None:
            raise TypeError("not a member of staff")
        return self.staff_id
