from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "circlechart.care.supervision"
    label = "supervision"

    def ready(self) -> None:
        from circlechart.care.supervision import access

        access.register()
