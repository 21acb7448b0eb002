"""What both doors share of passkeys: site, challenge of this browser, forms; shows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import abort, request

from booking.core.texts import _
from booking.people.passkeys.ceremonies import NewPasskey
from booking.people.passkeys.make import make_passkey, take_made, what_to_make
from booking.people.passkeys.own import own_passkey
from booking.people.passkeys.show import Answer, sign_in_with_passkey, take_answer, what_to_show
from booking.people.passkeys.site import Site, site_of
from booking.people.sign_in.signed_in import Entered
from booking.people.words import agent
from booking.services import services
from booking.tables import Passkey, Realm
from booking.web import session
from booking.web.accounts.trusted_browsers import at_the_door
from booking.web.forms import Form, line, text_complaint
from booking.web.session import now

_SHOWS, _MAKES = "passkey_to_show", "passkey_to_make"
LONGEST_NAME = 30


@dataclass(frozen=True)
class NameForm(Form):
    """What the owner calls a passkey."""

    name: str

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "NameForm":
        """Read a sent form."""
        name = line(sent, "name")
        missing = _("パスキーの名前を入力してください。例：自分のスマートフォン")
        return cls(name).checked({"name": text_complaint(name, LONGEST_NAME, missing=missing)})


def site() -> Site | None:
    """Where passkeys are for; None where the address of the service allows none."""
    return site_of(services().config.base_url)


def required_site() -> Site:
    """The same, on pages that are not there without."""
    return site() or abort(404)


def ask_any() -> Mapping[str, Any]:
    """Ask this browser for any passkey of the site; what its script reads."""
    challenge, options = what_to_show(required_site(), real_now=datetime.now(UTC))
    session.keep(_SHOWS, challenge)
    return options


def check_shown(realm: Realm) -> Entered:
    """A new sign-in for `enter`, if this browser's device showed a passkey of this door.

    Raises:
        PasskeyEnded, WrongPasskey, PasskeyCopied, MyPageClosed, AccountDisabled: see `sign_in_with_passkey`.
    """
    return sign_in_with_passkey(
        realm,
        _challenge_to_show(),
        request.form.get("credential", ""),
        site=required_site(),
        browser=at_the_door(),
        now=now(),
        real_now=datetime.now(UTC),
    )


def answer_of_device() -> Answer:
    """What this browser's device has answered, to be checked by an act of who is signed in.

    Raises:
        PasskeyEnded, WrongPasskey: see `take_answer`.
    """
    sent, real_now = request.form.get("credential", ""), datetime.now(UTC)
    return take_answer(_challenge_to_show(), sent, site=required_site(), real_now=real_now)


def keep_to_make(challenge: str) -> None:
    """Note the challenge for a new passkey in this browser."""
    session.keep(_MAKES, challenge)


def options_to_make(account_id: int) -> str | None:
    """What the device is asked to make (JSON); None without a challenge in this browser."""
    challenge = session.kept(_MAKES)
    if challenge is None:
        return None
    return what_to_make(account_id, challenge, required_site(), service=_("窓口 Madoguchi"))


def challenge_to_make() -> str:
    """The challenge of this browser, which it forgets: it is good once."""
    challenge = session.kept(_MAKES) or ""
    session.forget(_MAKES)
    return challenge


def keep_made(account_id: int, name: str) -> None:
    """Keep what this browser's device has made.

    Raises:
        PasskeyEnded, PasskeyNotMade, TooManyPasskeys: see `make_passkey`.
    """
    make_passkey(
        account_id,
        challenge_to_make(),
        request.form.get("credential", ""),
        name=name,
        site=required_site(),
        now=now(),
        real_now=datetime.now(UTC),
    )


def made_here(account_id: int) -> NewPasskey:
    """What this browser's device has made, to be kept by an act of the account's owner.

    Raises:
        PasskeyEnded, PasskeyNotMade: see `take_made`.
    """
    sent, real_now = request.form.get("credential", ""), datetime.now(UTC)
    return take_made(account_id, challenge_to_make(), sent, site=required_site(), real_now=real_now)


def name_of_made() -> str:
    """The name that was typed; one that cannot be kept is not worth losing the passkey for, which the device has."""
    form = NameForm.parse(request.form)
    return suggested_name() if form.errors else form.name


def suggested_name() -> str:
    """What this browser would be called, as a beginning."""
    return agent(at_the_door().agent)[:LONGEST_NAME]


def of_account(account_id: int, passkey_id: int) -> Passkey:
    """One's own of this number, or the page that there is none."""
    return own_passkey(account_id, passkey_id) or abort(404)


def _challenge_to_show() -> str:
    """The challenge of this browser, which it forgets: it is good once."""
    challenge = session.kept(_SHOWS) or ""
    session.forget(_SHOWS)
    return challenge
