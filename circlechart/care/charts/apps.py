from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "circlechart.care.charts"
    label = "charts"
