"""PURE: what a provider of meetings is like, as each states it; pages, mails and jobs ask this, never for its name."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class CodeShape:
    """What a meeting ID or a passcode looks like: from `shortest` to `longest` digits, with `letters` letters as well.

    A fresh one has at least `usual` of them.
    """

    shortest: int
    usual: int
    longest: int
    letters: bool = False
    begins_with_zero: bool = True
    example: str = ""

    def fits(self, given: str) -> bool:
        """Whether `given`, half-width and ungrouped, can be one."""
        of_its_signs = given.isalnum() if self.letters else given.isdecimal()
        may_begin_so = self.begins_with_zero or not given.startswith("0")
        return given.isascii() and of_its_signs and may_begin_so and self.shortest <= len(given) <= self.longest


@dataclass(frozen=True)
class LinkShape:
    """What a link to join looks like, and where the host goes from it.

    `path` has a group for the meeting ID if links name it. `start_path` is where a host who is signed in starts the
    meeting, with {id} for its ID; without one the host comes by the guests' link.
    """

    host: re.Pattern[str]
    path: re.Pattern[str]
    origins: tuple[str, ...]  # as sources of a content security policy
    example: str
    start_path: str = ""

    @property
    def names_meeting(self) -> bool:
        """Whether a link names its meeting."""
        return self.path.groups > 0


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What pages, mails and jobs need to know of a provider."""

    product: str  # as people know it: what they install, start and read in mails
    app: str = ""  # what it is called where phones get their apps
    site: str = ""  # where people learn about it
    download_page: str = ""  # where a computer gets it
    trial_page: str = ""  # where anybody tries camera and sound alone
    meeting_id: CodeShape
    passcode: CodeShape
    chooses_passcode: bool  # the service does; otherwise we choose it, in digits only (rules.md#meetings)
    links: LinkShape
    has_host_link: bool  # the host starts a meeting by a link that is not the guests'
    keeps_list: bool  # can be asked for the meetings of a host, ours and others
    reports_participants: bool  # can be asked after the end who took part
    sends_webhooks: bool  # sends events of our meetings while they run
    is_filled_by_staff: bool = False  # gives out what lies in the pool, which must not run low
    is_made_up: bool = False  # nobody meets anybody: for trying out, never for production
    daily_limit: int | None = None  # how many meetings a host may have made and changed on a day (UTC); None: no limit
    start_origins: tuple[str, ...] = ()  # where links to start a meeting lead, beside this service itself (CSP sources)
    check_command: str = ""  # with which an operator looks whether account and hosts are in order
