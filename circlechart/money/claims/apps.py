from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "circlechart.money.claims"
    label = "claims"
