from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "circlechart.money.claims"
    label = "claims"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.money.claims.models import Claim

        reach.register(Claim, "facility_id")
