from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "circlechart.care.team"
    label = "team"
