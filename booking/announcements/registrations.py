"""Which change of a registration becomes which message: it became valid or invalid, or is about to end."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from booking.announcements.announce import announce, posting
from booking.announcements.channels import channels
from booking.announcements.kinds import KINDS
from booking.tables import ValidityChange
from calendars.office_time import midnight
from notifier.outbox import post


def announce_became_valid(session: Session, change: ValidityChange, *, now: datetime) -> None:
    """Tell a seeker that the registration is valid from now on, and until when."""
    _tell(session, "registration_valid", change.seeker_id, change.valid_until, fact=f"change:{change.id}", now=now)


def announce_became_invalid(session: Session, change: ValidityChange, *, now: datetime) -> None:
    """Tell a seeker that the registration has ended as they asked, and what cannot be used now."""
    _tell(session, "registration_invalid", change.seeker_id, change.valid_until, fact=f"change:{change.id}", now=now)


def announce_accepted(session: Session, seeker_id: int, valid_until: date, *, now: datetime) -> None:
    """Tell who has registered online until when it is valid, and that an office has not confirmed it yet."""
    _tell(session, "registration_accepted", seeker_id, valid_until, fact="online", now=now)


def announce_confirmed(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell who has registered online that the office has confirmed it."""
    _tell(session, "registration_confirmed", seeker_id, None, fact=now.isoformat(), now=now)


def announce_unfinished(
    session: Session, account_id: int, last_day: date, *, office_id: int | None, now: datetime
) -> None:
    """Tell the owner of an account, who has no inbox yet, until when the registration must be sent.

    `office_id` is the office that they have chosen, if they have.
    """
    row = KINDS["registration_unfinished"]
    addressee = f"account:{account_id}"
    post(
        session,
        recipient=addressee,
        kind=row.code,
        fact=unfinished_fact(account_id, last_day),
        about=addressee,
        references={
            "account": account_id,
            "day": last_day.toordinal(),
            **({} if office_id is None else {"office": office_id}),
        },
        deliveries={one.name: now for one in channels().carrying(row.code) if one.takes_addresses},
        useful_until=midnight(last_day + timedelta(days=1)),
        lapses=row.lapses,
        now=now,
    )


def unfinished_fact(account_id: int, last_day: date) -> str:
    """What that message tells, as its row names it."""
    return f"registration_unfinished:account:{account_id}:{last_day}"


def announce_ends_soon(session: Session, seeker_id: int, valid_until: date, notice: int, *, now: datetime) -> None:
    """Tell a seeker that the registration is about to end: a month (1) or a week (2) before, each once."""
    _tell(
        session,
        "registration_ends",
        seeker_id,
        valid_until,
        fact=ends_soon_fact(valid_until, notice),
        useful_until=midnight(valid_until + timedelta(days=1)),
        now=now,
    )


def ends_soon_fact(valid_until: date, notice: int) -> str:
    """What the message of this notice tells, as its row names it after the kind."""
    return f"{valid_until}:{notice}"


def _tell(
    session: Session,
    kind: str,
    seeker_id: int,
    day: date | None,
    *,
    fact: str,
    useful_until: datetime | None = None,
    now: datetime,
) -> None:
    """Post a message about a registration whose last valid day is `day`; older news of it is sent no more."""
    references = {"seeker": seeker_id, **({"day": day.toordinal()} if day else {})}
    about = f"registration:{seeker_id}"
    made = posting(
        session,
        kind,
        seeker_id,
        about=about,
        fact=f"{kind}:{fact}",
        references=references,
        useful_until=useful_until,
        now=now,
    )
    announce(session, made)
