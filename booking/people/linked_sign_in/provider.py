"""The provider of identities: where a browser is sent, and with whose identity it comes back (OpenID Connect Core).

Talks to the network: called outside every transaction. Authlib and its kin are imported when somebody comes this way,
not with the service.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from booking.core.keys import derived_token
from booking.people.linked_sign_in.asking import TIMEOUT, ending_in_time
from booking.people.linked_sign_in.published import Publications, Published
from booking.people.linked_sign_in.refusals import ProviderAnswerWrong, ProviderAway
from booking.settings.oidc import ClientAuth, OidcSettings

CALLBACK = "/login/mynaportal/back"  # where the provider sends browsers back to, as it is registered there
LEEWAY = 60  # seconds by which the clocks of provider and service may differ

# Signatures that only the provider can make; none that a client's secret, which we hold as well, could make.
_ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"]
_EC_ALGORITHMS = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}  # with which our own key signs
_LONGEST_SUBJECT = 255  # OpenID Connect Core §2

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Identity:
    """Somebody, as the provider of this issuer tells them from all others."""

    issuer: str
    subject: str


@dataclass(frozen=True)
class ComeBack:
    """With what a browser came back, besides the state: the code, and who says so (RFC 9207)."""

    code: str
    issuer: str | None


class IdentityProvider:
    """One provider as one client of it. Nonce and PKCE's secret come from the state, so that nothing keeps them."""

    def __init__(self, settings: OidcSettings, *, redirect_uri: str, secret_key: str) -> None:
        self._settings = settings
        self._redirect_uri = redirect_uri
        self._secret_key = secret_key
        self._publications = Publications(settings.issuer)

    def address(self, state: str) -> str:
        """Where a browser is sent that shall come back with this state.

        Raises:
            ProviderAway: nobody knows where.
        """
        published = self._publications.current()
        with self._client() as client:
            address, _ = client.create_authorization_url(
                published.authorization_endpoint,
                state=state,
                nonce=self._nonce(state),
                code_verifier=self._verifier(state),
            )
        return str(address)

    def identity(self, back: ComeBack, *, state: str, real_now: datetime) -> Identity:
        """Whose identity a browser came back with that was sent away with this state.

        Raises:
            ProviderAway: the provider does not answer.
            ProviderAnswerWrong: its answer is not for this browser, not from it, or too old.
        """
        published = self._publications.current()
        self._check_issuer(back.issuer, published)
        token = self._id_token(back.code, state, published)
        return self._checked(self._decoded(token, published), state, int(real_now.timestamp()))

    def _check_issuer(self, named: str | None, published: Published) -> None:
        """Another provider's answer is refused before its code goes anywhere (mix-up, RFC 9207)."""
        if named != self._settings.issuer and (named is not None or published.names_itself):
            raise _wrong("issuer of the answer")

    def _id_token(self, code: str, state: str, published: Published) -> str:
        """What the provider gives for the code; it gives nothing for one that was used, or is another client's."""
        from authlib.integrations.base_client import OAuthError
        from requests import RequestException

        try:
            with ending_in_time(self._client()) as client:
                given = client.fetch_token(
                    published.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=self._verifier(state),
                    timeout=TIMEOUT,
                    allow_redirects=False,
                )
        except OAuthError as error:
            if error.error == "invalid_grant":
                raise _wrong("code") from None
            logger.warning("the provider of identities refuses this service: check MADOGUCHI_OIDC_*")
            raise ProviderAway(None) from None
        except (RequestException, OSError, ValueError):
            raise ProviderAway(None) from None
        token = given.get("id_token")
        if not isinstance(token, str):
            raise _wrong("token that is missing")
        return token

    def _decoded(self, token: str, published: Published) -> Any:
        """A token that the provider has signed; its keys are asked for anew when none fits."""
        found = _decoded(token, published.keys) or _decoded(token, self._publications.with_newer_keys().keys)
        if found is None:
            raise _wrong("signature")
        return found

    def _checked(self, decoded: Any, state: str, real_now: int) -> Identity:
        """What OpenID Connect Core §3.1.3.7 asks of the claims."""
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        issuer, client_id = self._settings.issuer, self._settings.client_id
        options = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True}}
        params = {"nonce": self._nonce(state), "client_id": client_id}
        token = CodeIDToken(decoded.claims, decoded.header, options, params)
        try:
            token.validate(real_now, LEEWAY)
        except JoseError as error:
            raise _wrong(str(getattr(error, "claim", None) or error.error)) from None
        subject = token["sub"]
        if token["aud"] not in (client_id, [client_id]):
            raise _wrong("audience")
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise _wrong("subject")
        return Identity(issuer, subject)

    def _nonce(self, state: str) -> str:
        return derived_token(self._secret_key, "nonce", state)

    def _verifier(self, state: str) -> str:
        return derived_token(self._secret_key, "code verifier", state)

    def _client(self) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        settings = self._settings
        signs = settings.client_auth is ClientAuth.PRIVATE_KEY
        credential = _own_key(settings.credential) if signs else settings.credential
        client = OAuth2Session(
            client_id=settings.client_id,
            client_secret=credential,
            token_endpoint_auth_method=settings.client_auth.value,
            scope="openid",
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
        )
        if signs:
            client.register_client_auth_method(_signing(settings.issuer, credential))
        return client


def _decoded(token: str, keys: Mapping[str, Any]) -> Any:
    """The token if one of these keys has signed it, else None."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        return jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)  # type: ignore[arg-type]  # as published
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _own_key(pem: str) -> Any:
    """Our private key, of one of the kinds that the settings let through."""
    from joserfc.errors import InvalidKeyTypeError
    from joserfc.jwk import ECKey, RSAKey

    try:
        return RSAKey.import_key(pem)
    except InvalidKeyTypeError:
        return ECKey.import_key(pem)


def _signing(issuer: str, key: Any) -> Any:
    """Shows by a signature that we are the client: to this issuer alone, and for a minute."""
    from authlib.oauth2.rfc7523 import PrivateKeyJWT

    algorithm = "RS256" if key.key_type == "RSA" else _EC_ALGORITHMS[key.curve_name]
    claims = {"exp": int(time.time()) + LEEWAY}
    return PrivateKeyJWT(issuer, claims=claims, headers={"kid": key.thumbprint()}, alg=algorithm)


def _wrong(what: str) -> ProviderAnswerWrong:
    """Note which check fails; what was sent stays out of the log."""
    logger.warning("the answer of the provider of identities does not hold: %s", what)
    return ProviderAnswerWrong(None)
