"""Addresses of the office."""

from django.urls import path

from circlechart.web.office.views import client, contacts, holdings, lists, member, payers, places, staff, trail

app_name = "office"

urlpatterns = [
    path("clients/", lists.clients, name="clients"),
    path("clients/new/", client.new, name="new-client"),
    path("clients/<uuid:client_id>/", client.client, name="client"),
    path("clients/<uuid:client_id>/edit/", client.edit, name="edit-client"),
    path("clients/<uuid:client_id>/coverages/", holdings.add_coverage, name="add-coverage"),
    path("clients/<uuid:client_id>/goals/", holdings.set_goal, name="set-goal"),
    path("clients/<uuid:client_id>/diagnoses/", holdings.set_diagnosis, name="set-diagnosis"),
    path("clients/<uuid:client_id>/contacts/new/", contacts.new, name="new-contact"),
    path("contacts/<uuid:contact_id>/", contacts.edit, name="edit-contact"),
    path("contacts/<uuid:contact_id>/remove/", contacts.remove, name="remove-contact"),
    path("coverages/<uuid:coverage_id>/end/", holdings.end_coverage, name="end-coverage"),
    path("goals/<uuid:goal_id>/end/", holdings.end_goal, name="end-goal"),
    path("diagnoses/<uuid:diagnosis_id>/end/", holdings.end_diagnosis, name="end-diagnosis"),
    path("payers/new/<slug:template>/", payers.add, name="add-payer"),
    path("payers/<uuid:payer_id>/copy/", payers.copy, name="copy-payer"),
    path("payers/<uuid:payer_id>/edit/", payers.edit, name="edit-payer"),
    path("places/", places.places, name="places"),
    path("places/organization/", places.organization, name="edit-organization"),
    path("places/<uuid:facility_id>/", places.facility, name="edit-facility"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.new, name="new-staff"),
    path("staff/<uuid:staff_id>/", member.member, name="member"),
    path("staff/<uuid:staff_id>/edit/", staff.edit, name="edit-staff"),
    path("staff/<uuid:staff_id>/credentials/", member.add_credential, name="add-credential"),
    path("staff/<uuid:staff_id>/roles/", member.grant_role, name="grant-role"),
    path("staff/<uuid:staff_id>/supervisors/", member.set_supervisor, name="set-supervisor"),
    path("staff/<uuid:staff_id>/sign-in/", member.give_sign_in, name="give-sign-in"),
    path("staff/<uuid:staff_id>/sign-in/stop/", member.stop_sign_in, name="stop-sign-in"),
    path("staff/<uuid:staff_id>/sign-in/unlock/", member.unlock, name="unlock"),
    path("credentials/<uuid:credential_id>/end/", member.end_credential, name="end-credential"),
    path("roles/<uuid:grant_id>/end/", member.end_role, name="end-role"),
    path("supervisions/<uuid:supervision_id>/end/", member.end_supervision, name="end-supervision"),
    path("trail/", trail.trail, name="trail"),
]
