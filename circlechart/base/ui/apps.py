from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "circlechart.base.ui"
    label = "ui"
