"""Addresses of charts."""

from django.urls import path

from circlechart.care.charts import views

app_name = "charts"

urlpatterns = [
    path("clients/<uuid:client_id>/timeline/", views.chart, name="chart"),
    path("clients/<uuid:client_id>/timeline/print/", views.print_chart, name="print"),
    path("clients/<uuid:client_id>/plan/done/", views.compliance, name="compliance"),
    path("sessions/<uuid:session_id>/plans/", views.session_plans, name="session-plans"),
    path("groups/<uuid:group_id>/plans/", views.group_plans, name="group-plans"),
]
