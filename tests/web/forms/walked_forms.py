"""All forms that a browser walks; those that change an office have a town of their own (changes_walked.py)."""

from tests.web.forms.walks_of_seekers import SEEKERS_WALKS
from tests.web.forms.walks_of_staff import STAFFS_WALKS

WALKS = (*SEEKERS_WALKS, *STAFFS_WALKS)
