from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "circlechart.care.measures"
    label = "measures"

    def ready(self) -> None:
        from circlechart.care.measures import access

        access.register()
