"""A seeker whose browser goes to the provider and comes back."""

from tests.oidc_provider.started import at_provider
from tests.web.seeker_visits import SeekerVisit

SIGN_IN, LINK = "/login/mynaportal", "/mypage/mynaportal"


class LinkingVisit(SeekerVisit):
    """A seeker at a browser."""

    def way_out(self) -> str:
        """Press 「マイナポータルでログイン」; the address to which the browser is sent."""
        self.answer = self.client.get(SIGN_IN)
        assert self.answer.status_code == 303
        return self.answer.location

    def come_in(self, who: str = "misaki-at-mynaportal") -> "LinkingVisit":
        """Go there and back."""
        self.open(at_provider(self.way_out(), who))
        return self

    def link_way(self, email: str) -> str:
        """Press 「つながる」 with the password; the address of the link that leads away."""
        self.open(LINK)
        self.press("つながる", password=self.password_of(email))
        return self.way_on()

    def way_on(self) -> str:
        """The address of the link that leads away, on the page that shows it."""
        return self.answer.text.split('button-large" href="')[1].split('"')[0].replace("&amp;", "&")

    def link(self, email: str, who: str = "misaki-at-mynaportal") -> "LinkingVisit":
        """Link the account of who is signed in."""
        self.open(at_provider(self.link_way(email), who))
        return self
