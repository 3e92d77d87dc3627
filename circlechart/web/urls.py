"""Where each room's screens are. The order is the flow of the work."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
