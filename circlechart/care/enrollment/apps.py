from django.apps import AppConfig


class EnrollmentConfig(AppConfig):
    name = "circlechart.care.enrollment"
    label = "enrollment"
