"""Addresses of rulebooks in and out."""

from django.urls import path

from circlechart.money.rulebooks import views

app_name = "rulebooks"

urlpatterns = [
    path("payers/templates/", views.templates, name="templates"),
    path("payers/templates/<slug:name>/", views.template, name="template"),
    path("payers/compare/", views.compare, name="compare"),
    path("payers/<uuid:payer_id>/file/", views.download, name="download"),
    path("payers/<uuid:payer_id>/file/take/", views.take, name="take"),
    path("payers/<uuid:payer_id>/rules/<str:key>/compare/", views.versions, name="versions"),
]
