"""What devices are asked and what they answer, by the `webauthn` library; knows no tables.

The library is imported when it is needed: it brings ASN.1 and CBOR with it, for which no command waits.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from booking.people.passkeys.site import Site


@dataclass(frozen=True)
class NewPasskey:
    """What is kept of a passkey that a device has just made."""

    credential_id: str
    public_key: bytes = field(repr=False)
    sign_count: int


@dataclass(frozen=True)
class Shown:
    """Which passkey a device shows, and whose it says that it is; nothing of it is checked yet."""

    credential_id: str
    handle: str | None = field(repr=False)


def options_to_make(
    challenge: str, site: Site, *, handle: str, login: str, service: str, has_already: Collection[str]
) -> str:
    """What `navigator.credentials.create` is asked, as JSON: a passkey that the device finds by itself, and unlocks."""
    from webauthn import base64url_to_bytes as decoded
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.name,
        rp_name=service,
        user_name=login,
        user_id=decoded(handle),
        challenge=decoded(challenge),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=decoded(one)) for one in has_already],
    )
    return options_to_json(options)


def options_to_show(challenge: str, site: Site) -> Mapping[str, Any]:
    """What `navigator.credentials.get` is asked: any passkey of this site, so that no account is named."""
    from webauthn import base64url_to_bytes, generate_authentication_options
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.name,
        challenge=base64url_to_bytes(challenge),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def read_made(sent: str, challenge: str, site: Site) -> NewPasskey | None:
    """The passkey that a device made for this challenge and site, its owner verified; None for anything else."""
    from webauthn import base64url_to_bytes, verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    try:
        made = verify_registration_response(
            credential=sent,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  strangers send anything, for which the library has no common base of errors
        return None
    return NewPasskey(bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count)


def read_shown(sent: str) -> Shown | None:
    """Which passkey a device shows; None for what is none."""
    from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json

    try:
        shown = parse_authentication_credential_json(sent)
    except Exception:  # noqa: BLE001  as above
        return None
    handle = shown.response.user_handle
    return Shown(bytes_to_base64url(shown.raw_id), bytes_to_base64url(handle) if handle else None)


def count_of_shown(sent: str, challenge: str, site: Site, *, public_key: bytes) -> int | None:
    """How often the device says that it has signed, if it signed this challenge for this site, its owner verified."""
    from webauthn import base64url_to_bytes, verify_authentication_response

    try:
        shown = verify_authentication_response(
            credential=sent,
            credential_public_key=public_key,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_current_sign_count=0,  # compared by who knows the count, once the signature is known to be right
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  as above
        return None
    return shown.new_sign_count
