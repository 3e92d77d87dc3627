"""Addresses of help in writing."""

from django.urls import path

from circlechart.outside.drafting import views

app_name = "drafting"

urlpatterns = [
    path("sessions/<uuid:session_id>/lines/", views.session, name="session"),
    path("attendance/<uuid:attendance_id>/lines/", views.lines, name="lines"),
    path("attendance/<uuid:attendance_id>/lines/taken/", views.taken, name="taken"),
    path("lines/<uuid:noted_id>/withdrawal/", views.withdrawal, name="withdraw"),
]
