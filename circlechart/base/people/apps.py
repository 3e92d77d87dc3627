from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "circlechart.base.people"
    label = "people"
