"""How long sign-ins, wrong passwords and the pages that were kept for somebody stay."""

from datetime import timedelta

from sqlalchemy import ColumnElement

from booking.core.erasure import KeptFor, Night, Retention, delete_old, in_batches, kept_for
from booking.people.records.merge import erase_merged
from booking.tables import (
    AccountKey,
    KeptPage,
    PasskeyChallenge,
    PendingSignIn,
    PersonFile,
    PersonFileState,
    ProviderVisit,
    SignIn,
    SignInFailure,
    TrustedBrowser,
    ValidityChange,
)

FILES = KeptFor("files", 30, least=7, most=90)  # what became of a file of people; the file itself goes at once
UNDECIDED_FILES_KEPT = timedelta(days=7)  # looked at, and nobody has said what is to become of it
FAILURES_KEPT = timedelta(hours=24)  # of real time; a lock is over after half an hour

KEYS_KEPT = timedelta(hours=24)  # of real time, after their end: so long they count (`account_keys.make`)

CHANGES_KEPT = timedelta(days=6 * 366)  # longer than any seeker who has ended the registration is kept


def _old_files(night: Night) -> ColumnElement[bool]:
    undecided = (PersonFile.state == PersonFileState.LOOKED) & (PersonFile.made_at <= night.now - UNDECIDED_FILES_KEPT)
    return undecided | (PersonFile.ended_at <= night.now - night.kept(FILES))


RETAINED = (
    Retention(
        "records that were merged", lambda night: in_batches(lambda session: erase_merged(session, now=night.now))
    ),
    Retention("sign-ins", lambda night: delete_old(SignIn, SignIn.ends_at <= night.real_now)),
    Retention("second steps", lambda night: delete_old(PendingSignIn, PendingSignIn.ends_at <= night.real_now)),
    Retention(
        "visits to the provider", lambda night: delete_old(ProviderVisit, ProviderVisit.ends_at <= night.real_now)
    ),
    Retention(
        "questions to passkeys", lambda night: delete_old(PasskeyChallenge, PasskeyChallenge.ends_at <= night.real_now)
    ),
    Retention("trusted browsers", lambda night: delete_old(TrustedBrowser, TrustedBrowser.ends_at <= night.real_now)),
    Retention(
        "wrong passwords",
        lambda night: delete_old(SignInFailure, SignInFailure.failed_at <= night.real_now - FAILURES_KEPT),
    ),
    kept_for("files of people", FILES, PersonFile, _old_files),
    Retention("keys of mails", lambda night: delete_old(AccountKey, AccountKey.ends_at <= night.real_now - KEYS_KEPT)),
    Retention(
        "changes of validity",
        lambda night: delete_old(ValidityChange, ValidityChange.done_at <= night.now - CHANGES_KEPT),
    ),
    Retention("pages that answered a form", lambda night: delete_old(KeptPage, KeptPage.ends_at <= night.real_now)),
)
