from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "circlechart.web.home"
    label = "home"
