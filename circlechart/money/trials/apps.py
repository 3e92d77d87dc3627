from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "circlechart.money.trials"
    label = "trials"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.money.payers import access as payers
        from circlechart.money.trials import queries
        from circlechart.money.trials.models import TrialDifference

        reach.register(TrialDifference, "attendance__session__facility_id")
        payers.register_replays(queries.replays_of)
