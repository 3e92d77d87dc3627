"""Where each room's screens are. The order is the flow of the work."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("circlechart.base.access.urls")),
    path("", include("circlechart.care.enrollment.urls")),
    path("", include("circlechart.care.plans.urls")),
    path("", include("circlechart.care.schedules.urls")),
    path("", include("circlechart.care.attendance.urls")),
    path("", include("circlechart.care.measures.urls")),
    path("", include("circlechart.care.notes.urls")),
    path("", include("circlechart.care.team.urls")),
    path("", include("circlechart.care.supervision.urls")),
    path("", include("circlechart.care.charts.urls")),
    path("", include("circlechart.money.payers.urls")),
    path("", include("circlechart.money.clearinghouse.urls")),
    path("", include("circlechart.money.charges.urls")),
    path("", include("circlechart.money.rulebooks.urls")),
    path("", include("circlechart.money.claims.urls")),
    path("", include("circlechart.money.trials.urls")),
    path("", include("circlechart.outside.drafting.urls")),
    path("", include("circlechart.web.home.urls")),
    path("", include("circlechart.web.office.urls")),
    path("gallery/", include("circlechart.web.gallery.urls")),
]
