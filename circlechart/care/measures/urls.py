"""Addresses of questionnaires. Those under `forms/` are opened by clients, whom a signed address names."""

from django.urls import path

from circlechart.care.measures.views import alerts, give, public, read

app_name = "measures"

urlpatterns = [
    path("forms/return/", public.give_back, name="give-back"),
    path("forms/<str:token>/", public.form, name="form"),
    path("forms/<str:token>/start/", public.start, name="start"),
    path("forms/<str:token>/answers/", public.answers, name="answers"),
    path("forms/<str:token>/submission/", public.submission, name="submission"),
    path("sessions/<uuid:session_id>/measures/", give.session, name="session"),
    path("sessions/<uuid:session_id>/measures/rows/", read.rows, name="rows"),
    path("sessions/<uuid:session_id>/measures/news/", read.news, name="news"),
    path("clients/<uuid:client_id>/measures/", read.client, name="client"),
    path("clients/<uuid:client_id>/measures/invitations/", give.invite, name="invite"),
    path("invitations/<uuid:invitation_id>/", give.invitation, name="invitation"),
    path("invitations/<uuid:invitation_id>/withdrawal/", give.withdraw, name="withdraw"),
    path("measures/", read.index, name="instruments"),
    path("measures/<slug:instrument>/change/", read.change, name="change"),
    path("measures/results/<uuid:result_id>/", read.result, name="result"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/acknowledgement/", alerts.acknowledge, name="acknowledge"),
]
