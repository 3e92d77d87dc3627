"""Addresses of what a team shares in a session."""

from django.urls import path

from circlechart.care.team import views

app_name = "team"

urlpatterns = [
    path("sessions/<uuid:session_id>/live/", views.live, name="live"),
]
