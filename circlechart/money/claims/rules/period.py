"""From which day to which day an institutional claim runs, and which of a stay's bills it is. Pure functions."""

from calendar import monthrange
from datetime import date, timedelta

from circlechart.money.claims.facts import Stay

SUNDAY, MONDAY = 6, 0
STILL_A_PATIENT = "30"


def period(policy: str, on: date, stay: Stay, week_start: str = "sunday") -> tuple[date, date]:
    """This function will say the statement period of a day of service, never outside the stay.

    Source: rulebook `claim.period`; a stay that has not ended is billed at the end of the calendar year.
    """
    first, last = _whole(policy, on, stay, week_start)
    ends = stay.discharged_on if stay.discharged_on and stay.discharged_on >= on else last
    return max(first, min(stay.admitted_on, on)), min(last, ends)


def bill(interim: bool, first: date, last: date, stay: Stay, status: str) -> tuple[str, str]:
    """This function will say frequency and patient status: of several bills of a stay the last one says how it ended.

    Source: facts/x12 section 6: frequency 2, 3 and 4 in sequence, patient status 30 on 2 and 3.
    """
    begins = first <= stay.admitted_on
    ends = stay.discharged_on is not None and stay.discharged_on <= last
    if not interim or (begins and ends):
        return "1", status
    if ends:
        return "4", status
    return ("2" if begins else "3"), STILL_A_PATIENT


def _whole(policy: str, on: date, stay: Stay, week_start: str) -> tuple[date, date]:
    if policy == "week":
        begins = SUNDAY if week_start == "sunday" else MONDAY
        first = on - timedelta(days=(on.weekday() - begins) % 7)
        return first, first + timedelta(days=6)
    if policy == "month":
        return on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
    if policy == "admission":
        return max(min(stay.admitted_on, on), date(on.year, 1, 1)), date(on.year, 12, 31)
    return on, on


def stay_of(spans: list[tuple[date, date | None]], on: date) -> Stay:
    """This function will join places that follow each other without a gap into the stay that holds a day.

    A span ends before its second day. Without one that holds the day, the stay is the day itself.
    """
    admitted, until = on, None
    found = next((each for each in spans if each[0] <= on and (each[1] is None or on < each[1])), None)
    if found is None:
        return Stay(on, None)
    admitted, until = found
    for first, after in sorted(spans, reverse=True):
        if first < admitted and (after is None or after >= admitted):
            admitted = first
    for first, after in sorted(spans):
        if until is not None and first <= until and (after is None or after > until):
            until = after
    return Stay(admitted, until - timedelta(days=1) if until else None)
