"""Addresses of attendance."""

from django.urls import path

from circlechart.care.attendance.views import corrections, marks, roster

app_name = "attendance"

urlpatterns = [
    path("sessions/<uuid:session_id>/opening/", marks.open_session, name="open"),
    path("sessions/<uuid:session_id>/opening/undo/", marks.undo_opening, name="undo-opening"),
    path("sessions/<uuid:session_id>/closing/", marks.close_session, name="close"),
    path("sessions/<uuid:session_id>/closing/undo/", marks.undo_closing, name="undo-closing"),
    path("sessions/<uuid:session_id>/times/", corrections.retime, name="retime"),
    path("sessions/<uuid:session_id>/attendance/remaining/", marks.mark_remaining, name="mark-remaining"),
    path("sessions/<uuid:session_id>/attendance/late/", roster.late_add, name="late-add"),
    path("sessions/<uuid:session_id>/attendance/cancellation/", roster.cancellation, name="cancel"),
    path("attendance/outreach/", roster.outreach, name="outreach"),
    path("attendance/rosters/", roster.discrepancies, name="discrepancies"),
    path("attendance/rosters/<uuid:correction_id>/", roster.settle, name="settle-discrepancy"),
    path("attendance/<uuid:attendance_id>/mark/", marks.mark, name="mark"),
    path("attendance/<uuid:attendance_id>/step/", marks.step, name="step"),
    path("attendance/<uuid:attendance_id>/correction/", corrections.correction, name="correction"),
    path("attendance/<uuid:attendance_id>/outreach/", roster.outreach_contact, name="outreach-contact"),
]
