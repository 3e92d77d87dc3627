from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "circlechart.care.notes"
    label = "notes"
