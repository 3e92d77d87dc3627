"""Where each room's screens are. The order is the flow of the work."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("circlechart.base.access.urls")),
    path("gallery/", include("circlechart.web.gallery.urls")),
]
