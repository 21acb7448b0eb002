"""The visits of the other tests say what is wrong with how they are used."""

import pytest
from flask import Flask

from tests.web.seeker_visits import KAKUTO, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit


def test_no_second_visitor_signs_in_under_a_pushed_context(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        SeekerVisit(sqlite_app).sign_in()
        with pytest.raises(AssertionError, match="two visitors cannot sign in under a pushed app context"):
            SeekerVisit(sqlite_app).sign_in(KAKUTO)
        with pytest.raises(AssertionError, match="two visitors cannot sign in under a pushed app context"):
            StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
