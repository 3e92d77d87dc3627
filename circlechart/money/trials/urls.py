"""Addresses of trials and replays."""

from django.urls import path

from circlechart.money.trials import views

app_name = "trials"

urlpatterns = [
    path("payers/<uuid:payer_id>/try/", views.index, name="try"),
    path("payers/<uuid:payer_id>/try/typed/", views.typed, name="typed"),
    path("payers/<uuid:payer_id>/try/sessions/<uuid:session_id>/", views.session, name="session"),
    path("payers/<uuid:payer_id>/rules/<str:key>/replay/", views.replay, name="replay"),
    path("replays/<uuid:run_id>/", views.run, name="run"),
    path("replays/<uuid:run_id>/on/", views.go_on, name="go-on"),
]
