from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "circlechart.money.charges"
    label = "charges"

    def ready(self) -> None:
        from circlechart.care.supervision import queries as supervision
        from circlechart.money.charges import queries, rules
        from circlechart.money.payers import access as payers

        payers.register_decision(rules.prove)
        supervision.register(queries.held_for_cosign)
