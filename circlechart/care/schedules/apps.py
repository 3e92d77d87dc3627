from django.apps import AppConfig


class SchedulesConfig(AppConfig):
    name = "circlechart.care.schedules"
