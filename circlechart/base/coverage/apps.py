from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "circlechart.base.coverage"
    label = "coverage"
