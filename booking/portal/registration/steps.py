"""The eight steps in the order of the sources (online leaflet, p. 4 to 7); knows no tables."""

from collections.abc import Collection
from enum import StrEnum

from booking.core.texts.marked_texts import N_


class Step(StrEnum):
    """A screen of the registration."""

    BASIC = "basic"
    OFFERS = "offers"
    WORK = "work"
    PLACE = "place"
    EDUCATION = "education"
    CAREER = "career"
    DISABILITY = "disability"  # only for who said 「あり」
    SELF_PR = "self-pr"


# As the leaflet titles them; whoever shows one sends it through gettext.
TITLES = {
    Step.BASIC: N_("基本情報"),
    Step.OFFERS: N_("求職情報提供等"),
    Step.WORK: N_("希望職種・時間等"),
    Step.PLACE: N_("希望勤務地・賃金"),
    Step.EDUCATION: N_("学歴／資格等"),
    Step.CAREER: N_("経歴"),
    Step.DISABILITY: N_("障害情報"),
    Step.SELF_PR: N_("自己ＰＲ"),
}


def steps_of(*, with_disability: bool) -> tuple[Step, ...]:
    """The steps of one person."""
    return tuple(step for step in Step if with_disability or step is not Step.DISABILITY)


def first_missing(steps: Collection[Step], complete: Collection[Step]) -> Step | None:
    """The first step that is not complete."""
    return next((step for step in steps if step not in complete), None)


def step_before(steps: tuple[Step, ...], step: Step) -> Step | None:
    """The step before; None before the first one."""
    place = steps.index(step)
    return steps[place - 1] if place else None


def step_after(steps: tuple[Step, ...], step: Step) -> Step | None:
    """The next step; None after the last one."""
    place = steps.index(step) + 1
    return steps[place] if place < len(steps) else None
