from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "circlechart.base.database"
    label = "database"
