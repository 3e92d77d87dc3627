from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "circlechart.base.privacy"
    label = "privacy"
