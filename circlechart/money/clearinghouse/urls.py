"""Addresses of how claims leave."""

from django.urls import path

from circlechart.money.clearinghouse import views

app_name = "clearinghouse"

urlpatterns = [
    path("clearinghouses/", views.index, name="index"),
    path("clearinghouses/new/", views.new_house, name="new-house"),
    path("clearinghouses/<uuid:house_id>/", views.edit_house, name="edit-house"),
    path("clearinghouses/payers/<uuid:payer_id>/", views.route, name="route"),
    path("clearinghouses/attending/<uuid:facility_id>/", views.attending, name="attending"),
    path("clearinghouses/printers/<uuid:facility_id>/new/", views.new_printer, name="new-printer"),
    path("clearinghouses/printers/<uuid:printer_id>/", views.edit_printer, name="edit-printer"),
    path("clearinghouses/printers/<uuid:printer_id>/test/", views.test_page, name="test-page"),
    path("clearinghouses/blanks/<uuid:facility_id>/", views.blank, name="blank"),
]
