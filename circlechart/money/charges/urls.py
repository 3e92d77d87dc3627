"""Addresses of charges."""

from django.urls import path

from circlechart.money.charges import views

app_name = "charges"

urlpatterns = [
    path("sessions/<uuid:session_id>/effect/", views.session_effect, name="session-effect"),
    path("attendance/<uuid:attendance_id>/correction/effect/", views.correction_effect, name="correction-effect"),
    path("charges/", views.worklist, name="worklist"),
]
