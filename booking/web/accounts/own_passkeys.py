"""The pages on which seekers and staff look after one passkey of their own, alike but for their frame; a door each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation
from booking.core.rate_limits import count_sign_in
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.people.passkeys import own
from booking.people.passkeys.refusals import LastSecondFactor
from booking.people.refusals import AccountLocked, WrongPassword
from booking.web.accounts.own_account import OwnPasswordForm, check_password_again, wrong_own_password
from booking.web.accounts.passkeys import NameForm, of_account, options_to_make, suggested_name
from booking.web.session import now


@dataclass(frozen=True)
class OwnPasskeys:
    """One door's pages: whose passkeys they show, in which frame, and how a refusal is told there."""

    account_id: Callable[[], int]
    folder: str  # of the templates
    frame: Callable[..., str]  # renders one of them
    explain: Callable[[Refusal], Explanation]
    listed_at: str  # the endpoint of the list

    def new(self, **shown: Any) -> ResponseReturnValue:
        """The button that asks the device; without the password before it, the way back to it."""
        options = options_to_make(self.account_id())
        if options is None:
            return self._back_to_list()
        return self.frame(f"{self.folder}/new.html", options=options, name=suggested_name(), **shown)

    def not_made(self, refused: Refusal) -> ResponseReturnValue:
        """Say on the list why what the device has made is not kept."""
        why = self.explain(refused)
        flash(why.sentences, "error")
        return self._back_to_list()

    def made(self) -> ResponseReturnValue:
        """Say on the list that it is kept."""
        flash(_("パスキーを登録しました。次から「パスキーでログイン」を使えます。"), "success")
        return self._back_to_list()

    def one(
        self,
        passkey_id: int,
        password: OwnPasswordForm | None = None,
        name: NameForm | None = None,
        refusal: Explanation | None = None,
    ) -> str:
        """One passkey."""
        found = of_account(self.account_id(), passkey_id)
        errors = {**(name.errors if name else {}), **(password.errors if password else {})}
        shown_name = name.name if name else found.name
        return self.frame(f"{self.folder}/passkey.html", passkey=found, name=shown_name, errors=errors, refusal=refusal)

    def rename(self, passkey_id: int) -> ResponseReturnValue:
        """Call it otherwise."""
        form = NameForm.parse(request.form)
        if form.errors:
            return form.with_status(self.one(passkey_id, name=form))
        own.rename_passkey(self.account_id(), passkey_id, form.name, now=now())
        flash(_("パスキーの名前を変えました。"), "success")
        return self._back_to_list()

    def remove(self, passkey_id: int, *, needs_one: bool = False) -> ResponseReturnValue:
        """Remove it after the password; not the last second factor, where one is needed."""
        count_sign_in()
        form = OwnPasswordForm.parse(request.form)
        if form.errors:
            return form.with_status(self.one(passkey_id, form))
        try:
            check_password_again(form.password)
            own.remove_passkey(self.account_id(), passkey_id, needs_one=needs_one, now=now())
        except WrongPassword as refused:
            return form.with_status(self.one(passkey_id, form.with_error("password", wrong_own_password())), refused)
        except (AccountLocked, LastSecondFactor) as refused:
            return form.with_status(self.one(passkey_id, form, refusal=self.explain(refused)), refused)
        flash(_("パスキーを削除しました。端末に残っているものは、端末の設定で消してください。"), "success")
        return self._back_to_list()

    def _back_to_list(self) -> ResponseReturnValue:
        return redirect(url_for(self.listed_at), code=303)
