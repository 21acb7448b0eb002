"""Which second factors an account has, and which step its sign-in takes for it (decision 0049)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.people.second_factors.recovery_codes import forget_recovery_codes, recovery_codes_left
from booking.people.sign_in.passkeys_kept import forget_passkeys, has_passkey
from booking.people.sign_in.second_step import Step, WantedStep
from booking.tables import Account, Passkey, SecondStep, TotpSecret


@dataclass(frozen=True)
class SecondFactors:
    """What the owner of an account has beside the password; a new kind of factor is a field here."""

    totp: bool
    recovery_codes_left: int
    passkey: bool = False

    @property
    def any(self) -> bool:
        """Whether there is one. Recovery codes stand in for one, and are none by themselves."""
        return self.totp or self.passkey


def second_factors_of(session: Session, account_id: int) -> SecondFactors:
    """The second factors of this account."""
    has_totp = session.scalar(select(TotpSecret.id).where(TotpSecret.account_id == account_id)) is not None
    return SecondFactors(has_totp, recovery_codes_left(session, account_id), has_passkey(session, account_id))


def with_program(session: Session, account_ids: Collection[int]) -> frozenset[int]:
    """Which of these accounts have a program that computes codes."""
    return frozenset(session.scalars(select(TotpSecret.account_id).where(TotpSecret.account_id.in_(account_ids))))


def with_passkeys(session: Session, account_ids: Collection[int]) -> frozenset[int]:
    """Which of these accounts have a passkey."""
    return frozenset(session.scalars(select(Passkey.account_id).where(Passkey.account_id.in_(account_ids))))


def forget_second_factors(session: Session, account_id: int) -> None:
    """Take them all away; with the next password another one is set up where one is required."""
    forget_passkeys(session, account_id)
    forget_program(session, account_id)


def forget_program(session: Session, account_id: int) -> None:
    """Take away the program that computes codes. Recovery codes go with the last factor that they stand in for."""
    session.execute(delete(TotpSecret).where(TotpSecret.account_id == account_id))
    if not has_passkey(session, account_id):
        forget_recovery_codes(session, account_id)


def second_factor_step(*, required: bool) -> WantedStep:
    """After the password: the second factor, or where one is required and there is none, setting one up.

    Who has passkeys alone is asked as well: with one they sign in at the same page, and a recovery code stands in.
    """

    def wanted(session: Session, account: Account) -> Step | None:
        if second_factors_of(session, account.id).any:
            return Step(SecondStep.TOTP)
        return Step(SecondStep.SET_UP_TOTP) if required else None

    return wanted
