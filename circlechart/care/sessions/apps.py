from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "circlechart.care.sessions"
    label = "care_sessions"  # "sessions" is django.contrib.sessions' label

    def ready(self) -> None:
        from circlechart.care.sessions import access

        access.register()
