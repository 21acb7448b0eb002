"""What becomes of answers that do not hold: nobody is signed in, and nothing is linked."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from booking.tables import LinkedIdentity, ProviderVisit
from database.base import db
from database.transactions import transact
from tests.oidc_provider.between import Between, Claims, ago
from tests.oidc_provider.started import SECRET, at_provider
from tests.oidc_provider.visits import LINK, LinkingVisit
from tests.web.seeker_visits import KAKUTO, MISAKI

CLAIMS: dict[str, Callable[[Claims], Claims]] = {
    "another nonce": lambda claims: {**claims, "nonce": "another"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "another issuer": lambda claims: {**claims, "iss": "https://another.example"},
    "another audience": lambda claims: {**claims, "aud": "another"},
    "an audience beside ours": lambda claims: {**claims, "aud": ["madoguchi", "another"], "azp": "madoguchi"},
    "another party": lambda claims: {**claims, "azp": "another"},
    "ended": lambda claims: {**claims, "exp": ago(minutes=2)},
    "no end": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "made in the future": lambda claims: {**claims, "iat": ago(minutes=-10), "nbf": ago(minutes=-10)},
    "no subject": lambda claims: {**claims, "sub": ""},
    "a subject that is no text": lambda claims: {**claims, "sub": 7},
}


@pytest.fixture
def linked_before(linked_app: Flask) -> Flask:
    """The service, where Misaki's account is linked."""
    visit = LinkingVisit(linked_app)
    visit.sign_in()
    visit.link(MISAKI)
    return linked_app


def is_out(visit: LinkingVisit) -> bool:
    """Whether nobody is signed in."""
    visit.open("/mypage")
    return visit.path == "/login"


def test_a_token_that_is_signed_anew_and_unchanged_holds(linked_before: Flask, provider: Between) -> None:
    provider.changes.claims = lambda claims: {**claims, "exp": ago(minutes=0) - 30}  # within the leeway
    assert LinkingVisit(linked_before).come_in().path == "/mypage"


@pytest.mark.parametrize("what", CLAIMS)
def test_a_token_with_wrong_claims_signs_nobody_in(linked_before: Flask, provider: Between, what: str) -> None:
    provider.changes.claims = CLAIMS[what]
    visit = LinkingVisit(linked_before).come_in()
    assert "情報が正しくないため" in visit.answer.text
    assert is_out(visit)


def unsigned(claims: Claims) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


def signed_with_our_secret(claims: Claims) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])


def signed_by_a_stranger(claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": "between"}, claims, RSAKey.generate_key(2048))


@pytest.mark.parametrize(
    "sign", [unsigned, signed_with_our_secret, signed_by_a_stranger, lambda _claims: "no.token.at.all"]
)
def test_a_token_that_the_provider_has_not_signed_signs_nobody_in(
    linked_before: Flask, provider: Between, sign: Callable[[Claims], str]
) -> None:
    provider.changes.sign = sign
    assert is_out(LinkingVisit(linked_before).come_in())


def test_a_code_is_good_once(linked_before: Flask) -> None:
    visit = LinkingVisit(linked_before)
    back = at_provider(visit.way_out())
    visit.open(back)
    assert visit.path == "/mypage"
    other = LinkingVisit(linked_before)
    other.way_out()
    with other.client.session_transaction() as session:
        state = session["provider_visit"]
    code = back.split("code=")[1].split("&")[0]
    other.open(f"/login/mynaportal/back?code={code}&state={state}&iss={issuer(linked_before)}")
    assert is_out(other)


def test_nobody_comes_back_twice(linked_before: Flask) -> None:
    visit = LinkingVisit(linked_before)
    back = at_provider(visit.way_out())
    visit.open(back)
    visit.press("ログアウト")
    assert "10分が過ぎたか" in visit.open(back).text
    assert is_out(visit)


def test_a_stolen_code_opens_nothing_in_another_browser(linked_before: Flask) -> None:
    """PKCE: the thief has a state of their own, and so another secret than the code was made for."""
    theirs, thief = LinkingVisit(linked_before), LinkingVisit(linked_before)
    code = at_provider(theirs.way_out()).split("code=")[1].split("&")[0]
    own_state = at_provider(thief.way_out(), "the thief").split("state=")[1].split("&")[0]
    thief.open(f"/login/mynaportal/back?code={code}&state={own_state}&iss={issuer(linked_before)}")
    assert "情報が正しくないため" in thief.answer.text
    assert is_out(thief)


def test_login_csrf_the_attackers_answer_signs_nobody_in_elsewhere(linked_before: Flask) -> None:
    attacker, victim = LinkingVisit(linked_before), LinkingVisit(linked_before)
    back = at_provider(attacker.way_out())
    victim.open(back)
    assert is_out(victim)
    victim.way_out()
    victim.open(back)
    assert is_out(victim)


def test_nobody_links_an_identity_to_somebody_elses_account(linked_app: Flask) -> None:
    """The attacker stops on the way back, and lets the victim, who is signed in, open the answer."""
    attacker, victim = LinkingVisit(linked_app), LinkingVisit(linked_app)
    attacker.sign_in(KAKUTO)
    back = at_provider(attacker.link_way(KAKUTO), "the attacker")
    victim.sign_in(MISAKI)
    assert "10分が過ぎたか" in victim.open(back).text
    assert links(linked_app) == 0


def test_who_signed_out_meanwhile_links_nothing(linked_app: Flask) -> None:
    visit = LinkingVisit(linked_app)
    visit.sign_in()
    back = at_provider(visit.link_way(MISAKI))
    visit.open("/mypage")
    visit.press("ログアウト")
    visit.open(back)
    assert (links(linked_app), visit.path) == (0, "/login")


def test_no_form_of_another_site_begins_a_link(linked_app: Flask) -> None:
    visit = LinkingVisit(linked_app)
    visit.sign_in()
    assert visit.client.post(LINK, data={"password": visit.password_of(MISAKI)}).status_code in {303, 400}
    with linked_app.app_context():
        assert db.session.query(ProviderVisit).count() == 0


@pytest.mark.parametrize("iss", ["&iss=https://another.example", "&iss=", ""])
def test_mix_up_an_answer_of_another_provider_goes_nowhere(linked_before: Flask, provider: Between, iss: str) -> None:
    visit = LinkingVisit(linked_before)
    back = at_provider(visit.way_out())
    provider.changes.asked.clear()
    visit.open(back.split("&iss=")[0] + iss)
    assert "/token" not in provider.changes.asked
    assert is_out(visit)


def test_another_providers_document_is_none(linked_app: Flask, provider: Between) -> None:
    provider.changes.document = {"issuer": "https://another.example"}
    assert "応答がありません" in LinkingVisit(linked_app).open("/login/mynaportal").text


@pytest.mark.parametrize(("minutes", "path"), [(-1, "/login"), (1, "/mypage")])
def test_a_browser_is_expected_for_ten_minutes(linked_before: Flask, minutes: int, path: str) -> None:
    visit = LinkingVisit(linked_before)
    back = at_provider(visit.way_out())
    with linked_before.app_context():
        transact(lambda session: session.query(ProviderVisit).update({"ends_at": soon(minutes)}))
    visit.open(back)
    assert visit.path == path


@pytest.mark.parametrize(
    "nonsense",
    ["", "?state=", "?state=%00", "?state=%F0%A0%AE%B7&code=x", "?error=server_error", "?code=" + "x" * 5000],
)
def test_nonsense_comes_back_to_the_password(linked_app: Flask, nonsense: str) -> None:
    visit = LinkingVisit(linked_app)
    visit.way_out()
    assert visit.open(f"/login/mynaportal/back{nonsense}").status_code in {200, 400}
    assert is_out(visit)


def issuer(app: Flask) -> str:
    """The provider's name, as the service knows it."""
    found: str = app.extensions["services"].config.oidc.issuer
    return found


def links(app: Flask) -> int:
    """How many accounts are linked."""
    with app.app_context():
        return db.session.query(LinkedIdentity).count()


def soon(minutes: int) -> Any:
    """So many minutes from now."""
    return datetime.now(UTC) + timedelta(minutes=minutes)
