from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "circlechart.outside.drafting"
    label = "drafting"
