from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "circlechart.money.charges"
    label = "charges"
