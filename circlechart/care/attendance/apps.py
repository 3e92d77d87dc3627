from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "circlechart.care.attendance"
    label = "attendance"
