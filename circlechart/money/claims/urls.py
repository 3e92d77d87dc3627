"""Addresses of claims."""

from django.urls import path

from circlechart.money.claims import views

app_name = "claims"

urlpatterns = [
    path("claims/", views.index, name="index"),
    path("sessions/<uuid:session_id>/outcome/", views.session_outcome, name="session-outcome"),
    path("claims/<uuid:claim_id>/", views.claim, name="claim"),
    path("claims/<uuid:claim_id>/answer/", views.answer, name="answer"),
    path("claims/<uuid:claim_id>/told/", views.tell, name="tell"),
    path("claims/<uuid:claim_id>/edi/", views.edi, name="edi"),
    path("claims/<uuid:claim_id>/paper/", views.paper, name="paper"),
    path("claims/<uuid:claim_id>/paper/<slug:way>/", views.sheet, name="sheet"),
    path("claims/files/", views.send, name="send"),
    path("claims/files/<slug:form>/<uuid:partner_id>/", views.files, name="files"),
    path("claims/files/<slug:form>/<uuid:partner_id>/next/", views.next_file, name="next-file"),
    path("claims/files/<uuid:submission_id>/", views.submission, name="submission"),
    path("claims/files/<uuid:submission_id>/837p/", views.file, name="file"),
]
