"""What seekers do at a browser without JavaScript."""

from flask import Flask

from booking import jobs
from tests.town import password_of
from tests.web.visits import Visit

MISAKI = "misaki@example.com"
KAKUTO = "kakuto@example.com"
NAIKO = "naiko@example.com"  # whose registration is not valid
OMURA = "/procedures/omura-soudan"
WED_25 = f"{OMURA}?day=2026-11-25"  # Wednesday
TOPIC = "事務の仕事を探しています。"


class SeekerVisit(Visit):
    """A seeker at a browser."""

    def sign_in(self, email: str = MISAKI) -> "SeekerVisit":
        """Sign in at the my-page's door."""
        self.open("/login")
        return self.give_password(email)

    def give_password(self, email: str = MISAKI) -> "SeekerVisit":
        """Fill in the sign-in form that is shown."""
        self.alone_in_its_context()
        self.press("ログイン", login=email, password=self.password_of(email))
        return self

    def password_of(self, email: str) -> str:
        """The password of the made-up person with this address."""
        with self.app.app_context():
            return password_of(self.app, email)

    def hold(self, day: str = WED_25, clock: str = "10時00分") -> "SeekerVisit":
        """Press 予約する: on Wednesday 25 November at ten, if nothing else is said."""
        self.open(day)
        self.press(f"{clock}から予約する")
        return self

    def reach_topic(self) -> "SeekerVisit":
        """Hold a slot and accept the terms."""
        self.hold()
        self.press("同意する")
        return self

    def reach_confirmation(self) -> "SeekerVisit":
        """Hold a slot, accept the terms and write a topic."""
        self.reach_topic()
        self.press("確認へ進む", topic=TOPIC, wishes=["captions"])
        return self

    def book(self) -> str:
        """Walk through all steps; answer the booking number."""
        self.reach_confirmation()
        self.press("申込み")
        return self.path.split("/")[3]

    def let_session_end(self) -> None:
        """What thirty idle minutes do."""
        self.client.delete_cookie("madoguchi")


def run_jobs(app: Flask) -> None:
    """Let the scheduler issue what is wanted and deliver what is due."""
    with app.app_context():
        jobs.issue_meetings()
        jobs.deliver_mail()
