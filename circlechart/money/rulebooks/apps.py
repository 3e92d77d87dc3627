from django.apps import AppConfig


class RulebooksConfig(AppConfig):
    name = "circlechart.money.rulebooks"
    label = "rulebooks"
