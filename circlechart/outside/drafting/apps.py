from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "circlechart.outside.drafting"
    label = "drafting"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.outside.drafting.models import Line

        reach.register(Line, "attendance__session__facility_id")
