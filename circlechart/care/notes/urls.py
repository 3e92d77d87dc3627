"""Addresses of notes; the session screen is the session's own address."""

from django.urls import path

from circlechart.care.notes.views import session, signature, signed

app_name = "notes"

urlpatterns = [
    path("sessions/<uuid:session_id>/", session.session, name="session"),
    path("sessions/<uuid:session_id>/state/", session.state, name="state"),
    path("sessions/<uuid:session_id>/narrative/", session.narrative, name="narrative"),
    path("sessions/<uuid:session_id>/part/", session.part, name="part"),
    path("sessions/<uuid:session_id>/entries/<uuid:attendance_id>/", session.entry, name="entry"),
    path("sessions/<uuid:session_id>/signature/", signature.signature, name="signature"),
    path("notes/<uuid:note_id>/", signed.note, name="note"),
    path("notes/<uuid:note_id>/print/", signed.print_note, name="print"),
    path("notes/<uuid:note_id>/addenda/", signed.addenda, name="addenda"),
    path("clients/<uuid:client_id>/notes/", signed.chart, name="chart"),
]
