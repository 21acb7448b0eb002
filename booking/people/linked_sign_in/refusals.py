"""Why the sign-in of a provider of identities does not go on."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class ProviderAway(Refusal):
    """The provider of identities does not answer, or not so that anybody could go on; the password works as ever."""

    http_status: ClassVar[int] = 503


@dataclass(eq=False)
class ProviderAnswerWrong(Refusal):
    """What a browser came back with from the provider does not hold; nobody is signed in or linked by it."""

    http_status: ClassVar[int] = 422


@dataclass(eq=False)
class ProviderVisitEnded(Refusal):
    """A browser came back from the provider that had not gone there, came back before, or went too long ago."""

    http_status: ClassVar[int] = 410


@dataclass(eq=False)
class IdentityTaken(Refusal):
    """The identity of the provider signs in to another account."""


@dataclass(eq=False)
class AlreadyLinked(Refusal):
    """Another identity of the provider signs in to this account; it is unlinked first."""
