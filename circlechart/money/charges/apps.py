from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "circlechart.money.charges"
    label = "charges"

    def ready(self) -> None:
        from circlechart.money.charges import rules
        from circlechart.money.payers import access as payers

        payers.register_decision(rules.prove)
