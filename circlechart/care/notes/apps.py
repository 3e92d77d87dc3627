from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "circlechart.care.notes"
    label = "notes"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.care.notes import access
        from circlechart.care.notes.models import SignedNote

        access.register()
        reach.register(SignedNote, "session__facility_id")
