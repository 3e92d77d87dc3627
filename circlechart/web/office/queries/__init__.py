"""Reading what the office shows."""

from circlechart.web.office.queries.charts import Chart, Found, chart, clients, facilities, plans, version
from circlechart.web.office.queries.days import Dated, dated, last_day
from circlechart.web.office.queries.team import Colleague, Member, colleagues, member, people, staff_member
from circlechart.web.office.queries.trail import Line, Page, Wanted, found_clients, trail

__all__ = [
    "Chart", "Colleague", "Dated", "Found", "Line", "Member", "Page", "Wanted", "chart", "clients", "colleagues", "dated",
    "facilities", "found_clients", "last_day", "member", "people", "plans", "staff_member", "trail", "version",
]  # fmt: skip
