"""From which day on a person's data are erased; knows no tables."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

KEPT = relativedelta(years=5)  # 「求職無効日から５年以内に再求職申込みがない場合」 (my-page guide)
# 「③今後、ハローワークを使う予定がない」: 「一定期間で」 (leaflet on my-page). As long as one may still come back by
# oneself, and longer than no-shows count at an office that sets nothing else (decision 0051).
KEPT_AFTER_LEAVING = relativedelta(years=1)

_A_DAY = timedelta(days=1)


def first_day_without(invalid_since: date, *, will_not_return: bool) -> date:
    """The first day on which the data are gone: the anniversary is still the last day to come back."""
    return invalid_since + (KEPT_AFTER_LEAVING if will_not_return else KEPT) + _A_DAY


def may_be_due(today: date, *, will_not_return: bool) -> date:
    """No registration whose last valid day is later than this is due today; a day early where years differ."""
    return today - (KEPT_AFTER_LEAVING if will_not_return else KEPT)
