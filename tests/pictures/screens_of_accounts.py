"""The pages of signing in, of opening an account or a my-page, of staff and of passkeys."""

from booking.portal.registration.steps import Step
from tests.browser import press
from tests.pictures.camera import MANAGER, SEEKERS, Photographer, enter
from tests.virtual_device import give_device

AGREED = ("main [name=privacy_policy]", "main [name=my_page_terms]")
STEPS = [step.value for step in Step if step not in {Step.BASIC, Step.DISABILITY}]


def photograph_doors(camera: Photographer) -> None:
    """Opening a my-page, as far as one comes without a mail."""
    camera.open("/privacy-policy", "privacy-policy")
    camera.open("/my-page-terms", "my-page-terms")
    camera.open("/open", "opening")
    camera.press("次へ進む", "opening-errors")
    for box in AGREED:
        camera.page.check(box)
    camera.press("次へ進む", "opening-address")
    camera.press("次へ進む", "opening-address-errors")
    camera.fill(address="nobody@example.com", birth_year="昭和54", birth_month="4", birth_day="2")
    camera.press("次へ進む", "opening-password")
    camera.press("完了", "opening-password-errors")
    camera.open("/open/done", "opened")
    camera.open("/register", "register")
    camera.open("/sign-up", "sign-up")
    for box in AGREED:
        camera.page.check(box)
    camera.press("次へ進む", "sign-up-address")
    camera.fill(address="nobody@example.com")
    camera.press("登録する", "sign-up-sent")
    camera.open("/sign-up/done", "signed-up")


def photograph_newcomer(camera: Photographer) -> None:
    """Somebody opens an account by mail and comes to the registration, as far as its last step."""
    address, password = f"hajime{camera.width}@example.com", "neu-2027!"
    camera.page.goto(f"{camera.base_url}/register")
    for box in AGREED:
        camera.page.check(box)
    camera.fill(address=address)
    camera.press("次へ進む", "register-password")
    camera.fill(password=password, again=password, key=camera.mailed(address, "認証キー ： "))
    camera.press("完了", "next-step")
    for page in ("sign-in", "browsers", "leave"):
        camera.open(f"/mypage/{page}", f"newcomer-{page}")
    camera.open("/account/next", "next-step-again")
    camera.press("求職登録に進む", "registration-basic")
    camera.press("次へ進む", "registration-basic-errors")
    for step in STEPS:
        camera.open(f"/registration/steps/{step}", f"registration-{step}")


def photograph_mynaportal(camera: Photographer) -> None:
    """The sign-in of MynaPortal: nobody is linked, the link, one press afterwards."""
    email = SEEKERS[camera.width]
    camera.page.context.add_cookies([{"name": "who", "value": email, "url": camera.issuer}])
    camera.open("/login", "sign-in-with-mynaportal")
    camera.press("マイナポータルでログイン", "not-linked")
    press(camera.page, "マイナポータル連携開始")
    camera.fill(login=email, password=camera.passwords[email])
    camera.press("ログイン", "link-mynaportal")
    camera.press("つながる", "link-mynaportal-errors")
    camera.fill(password=camera.passwords[email])
    camera.press("つながる", "to-mynaportal")
    camera.press("マイナポータルへ進む", "linked-to-mynaportal")
    camera.fill(password=camera.passwords[email])
    camera.press("解除する", "unlinked-from-mynaportal")


def photograph_staff(camera: Photographer) -> None:
    """A manager looks after colleagues, and at the own account."""
    camera.open("/desk/staff", "desk-staff")
    camera.press("受付 二郎", "desk-colleague")
    camera.open("/desk/staff/invite", "desk-invite")
    camera.press("招待する", "desk-invite-errors")
    camera.open("/desk/invitation/none", "desk-link-ended")
    camera.open("/desk/account", "desk-own-account")
    camera.press("認証アプリを登録する", "desk-second-factor")


def photograph_passkeys(camera: Photographer) -> None:
    """A manager makes a passkey, shows it after the password, and looks at it; a seeker makes one."""
    give_device(camera.page)
    enter(camera, "/desk/login", MANAGER)
    camera.open("/desk/account/passkeys", "desk-passkeys")
    camera.press("登録に進む", "desk-passkeys-errors")
    camera.fill(password=camera.passwords[MANAGER])
    camera.press("登録に進む", "desk-new-passkey")
    camera.press("パスキーを作る", "desk-recovery-codes")
    enter(camera, "/desk/login", MANAGER)
    camera.take("desk-second-step")
    camera.press("パスキーでログイン", "desk-home-by-passkey")
    camera.open("/desk/account", "desk-own-account-with-passkey")
    camera.open("/desk/account/passkeys", "desk-passkeys-one")
    camera.press("Chrome", "desk-passkey")
    camera.open("/desk/staff", "desk-staff-with-passkey")
    enter(camera, "/login", "misaki@example.com")
    camera.open("/mypage/passkeys", "passkeys")
    camera.fill(password=camera.passwords["misaki@example.com"])
    camera.press("登録に進む", "new-passkey")
    camera.press("パスキーを作る", "passkeys-one")
    camera.press("Chrome", "passkey")
