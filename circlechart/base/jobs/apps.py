from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "circlechart.base.jobs"
    label = "jobs"
