from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "circlechart.base.access"
    label = "access"
