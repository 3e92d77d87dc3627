from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "circlechart.base.access"
    label = "access"

    def ready(self) -> None:
        from circlechart.base.access import guard
        from circlechart.base.ui import navigation

        navigation.ask(guard.may_open)
