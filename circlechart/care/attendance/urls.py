"""Addresses of attendance."""

from django.urls import path

from circlechart.care.attendance import views

app_name = "attendance"

urlpatterns = [
    path("sessions/<uuid:session_id>/opening/", views.open_session, name="open"),
    path("sessions/<uuid:session_id>/closing/", views.close_session, name="close"),
    path("sessions/<uuid:session_id>/times/", views.retime, name="retime"),
    path("sessions/<uuid:session_id>/attendance/remaining/", views.mark_remaining, name="mark-remaining"),
    path("attendance/<uuid:attendance_id>/mark/", views.mark, name="mark"),
    path("attendance/<uuid:attendance_id>/step/", views.step, name="step"),
]
