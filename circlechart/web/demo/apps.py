from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "circlechart.web.demo"
    label = "demo"
