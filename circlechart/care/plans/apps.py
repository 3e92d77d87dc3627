from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "circlechart.care.plans"
    label = "plans"
