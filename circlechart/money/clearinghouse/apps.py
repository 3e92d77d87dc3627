from django.apps import AppConfig


class ClearinghouseConfig(AppConfig):
    name = "circlechart.money.clearinghouse"
    label = "clearinghouse"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.money.clearinghouse.models import Attending, Blank, Printer

        for model in (Attending, Blank, Printer):
            reach.register(model, "facility_id")
