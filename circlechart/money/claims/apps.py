from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "circlechart.money.claims"
    label = "claims"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.money.charges import access as charges
        from circlechart.money.claims import queries
        from circlechart.money.claims.models import Claim
        from circlechart.money.payers import access as payers

        reach.register(Claim, "facility_id")
        payers.register(queries.resting_on)
        charges.register(queries.has_left)
