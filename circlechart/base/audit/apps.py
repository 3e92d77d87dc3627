from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "circlechart.base.audit"
    label = "audit"
