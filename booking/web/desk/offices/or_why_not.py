"""Answers with the impact of a change, or with the office's settings and the rule that it would break."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from booking.office_changes.changes import Change
from booking.offices.refusals import OfficeRulesBroken
from booking.tables import Office
from booking.web.desk.offices.closing_form import EMPTY_CLOSING
from booking.web.desk.offices.office import office_page
from booking.web.desk.offices.proposals import Proposal, proposal


def or_why_not(
    answer: Callable[[Proposal], ResponseReturnValue], office: Office, change: Change
) -> ResponseReturnValue:
    """The answer, or the settings with the rule of the office that the change would break."""
    try:
        return answer(proposal(office, change))
    except OfficeRulesBroken as refused:
        return office_page(office, EMPTY_CLOSING, refused), refused.http_status
