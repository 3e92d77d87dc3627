"""Addresses of charges."""

from django.urls import path

from circlechart.money.charges.views import authorizations, history, pairs, worklist

app_name = "charges"

urlpatterns = [
    path("sessions/<uuid:session_id>/effect/", worklist.session_effect, name="session-effect"),
    path("attendance/<uuid:attendance_id>/correction/effect/", worklist.correction_effect, name="correction-effect"),
    path("charges/", worklist.worklist, name="worklist"),
    path("charges/overrides/", history.overrides, name="overrides"),
    path("charges/overrides/<uuid:decision_id>/end/", history.end_override, name="end-override"),
    path("charges/pairs/", pairs.pairs, name="pairs"),
    path("charges/pairs/load/", pairs.load, name="load-pairs"),
    path("attendance/<uuid:attendance_id>/charge/", history.history, name="history"),
    path("attendance/<uuid:attendance_id>/charge/override/", history.override, name="override"),
    path("clients/<uuid:client_id>/authorizations/", authorizations.authorizations, name="authorizations"),
    path("clients/<uuid:client_id>/authorizations/new/", authorizations.add, name="add-authorization"),
    path("authorizations/<uuid:authorization_id>/", authorizations.step, name="step-authorization"),
]
