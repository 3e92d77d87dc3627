from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "circlechart.base.live"
    label = "live"
