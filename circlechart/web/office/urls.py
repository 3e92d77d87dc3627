"""Addresses of the office."""

from django.urls import path

from circlechart.web.office.views import client, holdings, lists

app_name = "office"

urlpatterns = [
    path("clients/", lists.clients, name="clients"),
    path("clients/new/", client.new, name="new-client"),
    path("clients/<uuid:client_id>/", client.client, name="client"),
    path("clients/<uuid:client_id>/edit/", client.edit, name="edit-client"),
    path("clients/<uuid:client_id>/coverages/", holdings.add_coverage, name="add-coverage"),
    path("clients/<uuid:client_id>/goals/", holdings.set_goal, name="set-goal"),
    path("clients/<uuid:client_id>/diagnoses/", holdings.set_diagnosis, name="set-diagnosis"),
    path("coverages/<uuid:coverage_id>/end/", holdings.end_coverage, name="end-coverage"),
    path("goals/<uuid:goal_id>/end/", holdings.end_goal, name="end-goal"),
    path("diagnoses/<uuid:diagnosis_id>/end/", holdings.end_diagnosis, name="end-diagnosis"),
    path("staff/", lists.staff, name="staff"),
]
