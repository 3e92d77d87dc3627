"""The room's registration."""

from django.apps import AppConfig


class IndividualityConfig(AppConfig):
    """Individuality of notes."""

    name = "circlechart.care.individuality"
    label = "individuality"
