"""The page on which a key is typed that this browser was mailed: who has none begins anew, a wrong one is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import redirect, request
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.rate_limits import count_sign_in
from booking.people.account_keys.refusals import KeyEnded, WrongKey
from booking.people.refusals import EmailTaken
from booking.tables import KeyPurpose
from booking.web.forms import Form
from booking.web.seeker.account.sent_key import sent_key

AForm = TypeVar("AForm", bound=Form)


@dataclass(frozen=True)
class KeyStep(Generic[AForm]):
    """Such a page: what its key is for, its form, how it looks, and the address at which one begins anew."""

    purpose: KeyPurpose
    parse: Callable[[Mapping[str, str]], AForm]
    show: Callable[[AForm, Explanation | None], str]
    beginning: Callable[[], str]

    def ask(self, form: AForm) -> ResponseReturnValue:
        """The page with an empty form."""
        if sent_key(self.purpose) is None:
            return redirect(self.beginning(), code=303)
        return self.show(form, None)

    def take(self, act: Callable[[int, AForm], ResponseReturnValue]) -> ResponseReturnValue:
        """Read the form that was sent and let `act` spend the key; what it refuses is told on the page."""
        count_sign_in()
        key_id, form = sent_key(self.purpose), self.parse(request.form)
        if key_id is None:
            return redirect(self.beginning(), code=303)
        if form.errors:
            return form.with_status(self.show(form, None))
        try:
            return act(key_id, form)
        except (WrongKey, KeyEnded, EmailTaken) as refused:
            return form.with_status(self.show(form, explain(refused)), refused)
