"""Addresses of the home screens."""

from django.urls import path

from circlechart.web.home import views

app_name = "home"

urlpatterns = [path("", views.today, name="today"), path("week/", views.week, name="week")]
