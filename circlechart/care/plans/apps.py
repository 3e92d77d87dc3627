from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "circlechart.care.plans"
    label = "plans"

    def ready(self) -> None:
        from circlechart.care.plans import access

        access.register()
