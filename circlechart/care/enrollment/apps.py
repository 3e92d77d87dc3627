from django.apps import AppConfig


class EnrollmentConfig(AppConfig):
    name = "circlechart.care.enrollment"
    label = "enrollment"

    def ready(self) -> None:
        from circlechart.care.enrollment import access

        access.register()
