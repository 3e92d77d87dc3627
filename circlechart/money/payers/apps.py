from django.apps import AppConfig


class PayersConfig(AppConfig):
    name = "circlechart.money.payers"
    label = "payers"
