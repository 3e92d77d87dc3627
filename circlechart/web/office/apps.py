from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "circlechart.web.office"
    label = "office"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.base.coverage.models import Coverage
        from circlechart.base.people.models import Contact

        reach.register(Coverage, "client__facility_id")
        reach.register(Contact, "client__facility_id")
