from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "circlechart.web.office"
    label = "office"
