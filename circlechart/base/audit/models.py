"""What was changed and seen. No foreign keys: an audit row outlives what it speaks of."""

from django.db import models

from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only


class AuditEvent(Record):
    """One act of one person: a change, a view, a refusal, a sign-in."""

    class Kind(models.TextChoices):
        CHANGED = "changed"
        VIEWED = "viewed"
        REFUSED = "refused"
        SIGN_IN = "sign_in"

    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    verb = models.CharField(max_length=80)
    actor_id = models.UUIDField(null=True)
    thing_type = models.CharField(max_length=80, blank=True, default="")
    thing_id = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True)
    facility_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    because = models.CharField(max_length=300, blank=True, default="")
    ip = models.GenericIPAddressField(null=True)

    class Privacy:
        operational = ["id", "at", "kind", "verb", "actor_id", "thing_type", "thing_id", "facility_id", "because", "ip"]
        identity = ["client_id"]
        clinical = ["details"]

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="audit_by_time"),
            models.Index(fields=["client_id", "-at"], name="audit_by_client"),
            models.Index(fields=["thing_id", "-at"], name="audit_by_thing"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_kind_known", condition=models.Q(kind__in=["changed", "viewed", "refused", "sign_in"])
            )
        ]
        triggers = [append_only("The audit trail")]
