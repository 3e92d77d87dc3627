"""Addresses of groups and places."""

from django.urls import path

from circlechart.care.enrollment import views

app_name = "enrollment"

urlpatterns = [
    path("groups/", views.groups, name="groups"),
    path("groups/<uuid:group_id>/", views.group, name="group"),
    path("groups/<uuid:group_id>/places/", views.enroll, name="enroll"),
    path("groups/<uuid:group_id>/waitlist/", views.wait, name="wait"),
    path("places/<uuid:enrollment_id>/offer/", views.offer, name="offer"),
    path("places/<uuid:enrollment_id>/acceptance/", views.accept, name="accept"),
    path("places/<uuid:enrollment_id>/refusal/", views.decline, name="decline"),
    path("places/<uuid:enrollment_id>/end/", views.end, name="end"),
    path("places/<uuid:enrollment_id>/void/", views.void, name="void"),
    path("places/<uuid:enrollment_id>/transfer/", views.transfer, name="transfer"),
]
