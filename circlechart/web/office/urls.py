"""Addresses of the office."""

from django.urls import path

from circlechart.web.office import views

app_name = "office"

urlpatterns = [
    path("clients/", views.clients, name="clients"),
    path("clients/<uuid:client_id>/", views.client, name="client"),
    path("staff/", views.staff, name="staff"),
]
