from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "circlechart.web.gallery"
    label = "gallery"
