"""Addresses of payers."""

from django.urls import path

from circlechart.money.payers import views

app_name = "payers"

urlpatterns = [
    path("payers/", views.index, name="index"),
    path("payers/<uuid:payer_id>/", views.payer, name="payer"),
    path("payers/<uuid:payer_id>/fees/", views.new_fee, name="new-fee"),
    path("payers/<uuid:payer_id>/state/", views.follow_state, name="follow-state"),
    path("payers/<uuid:payer_id>/versions/<uuid:version_id>/<str:move>/", views.step, name="step"),
    path("payers/<uuid:payer_id>/rules/<str:key>/", views.rule, name="rule"),
    path("payers/<uuid:payer_id>/rules/<str:key>/change/", views.change_rule, name="change-rule"),
]
