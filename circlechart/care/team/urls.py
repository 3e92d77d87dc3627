"""Addresses of what a team shares in a session."""

from django.urls import path

from circlechart.care.team import views

app_name = "team"

urlpatterns = [
    path("sessions/<uuid:session_id>/live/", views.live, name="live"),
    path("sessions/<uuid:session_id>/presence/", views.presence, name="presence"),
    path("sessions/<uuid:session_id>/team/", views.window, name="window"),
    path("sessions/<uuid:session_id>/team-notes/", views.team_notes, name="team-notes"),
    path("sessions/<uuid:session_id>/rows/", views.rows, name="rows"),
]
