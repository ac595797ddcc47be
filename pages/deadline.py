"""The month that the law gives for an answer."""

import calendar
from datetime import date


def one_month_after(day):
    """The day on which a month after ``day`` ends (§ 188 (2) and (3) BGB)."""
    year, month = divmod(day.year * 12 + day.month, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
