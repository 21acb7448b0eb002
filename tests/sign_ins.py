"""Sign-ins of tests that go straight to the act."""

from booking.people.sign_in.second_step import StepPending
from booking.people.sign_in.signed_in import Entered


def token_of(outcome: Entered | StepPending) -> str:
    """The token of a sign-in for which the password was enough."""
    assert isinstance(outcome, Entered), "a second step is still to be taken"
    return outcome.token
