"""Sign-ins and what role a person has where, and when."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from circlechart.base.database.fields import no_overlap
from circlechart.base.database.models import Record
from circlechart.base.people.models import Facility, Staff


class UserManager(BaseUserManager["User"]):
    """Makes users; the username is kept in lower case."""

    def create_user(self, username: str, password: str, staff: Staff, **fields: Any) -> "User":
        """This function will make a sign-in for a staff member."""
        user = self.model(username=username.lower(), staff=staff, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Record, AbstractBaseUser):
    """The sign-in of one staff member."""

    username = models.CharField(max_length=60, unique=True)
    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Privacy:
        operational = ["id", "username", "staff", "is_active", "must_change_password", "password", "last_login"]

    def __str__(self) -> str:
        return self.username


class RoleGrant(Record):
    """A role that a staff member holds at one facility, or at all of them when no facility is named."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=30)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, blank=True)
    valid = DateRangeField()

    class Privacy:
        operational = ["id", "staff", "role", "facility", "valid"]

    class Meta:
        constraints = [
            no_overlap(
                "role_once_at_a_time",
                of=["staff", "role", "facility"],
                span="valid",
                message="This role is already granted for some of these days.",
            )
        ]
