"""Column shapes that several rooms use."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    """SQL daterange(from, until, '[)') built from two date columns, for exclusion constraints."""

    function = "daterange"


def no_overlap(name: str, *, of: list[str], span: str, message: str, where: Q | None = None) -> ExclusionConstraint:
    """This function will make a constraint that rows alike in `of` never overlap in the range column `span`."""
    return ExclusionConstraint(
        name=name,
        expressions=[*[(F(column), RangeOperators.EQUAL) for column in of], (F(span), RangeOperators.OVERLAPS)],
        condition=where,
        violation_error_message=message,
    )


def not_blank(*columns: str) -> Q:
    """This function will say that none of the text columns is empty."""
    condition = Q()
    for column in columns:
        condition &= ~Q(**{column: ""})
    return condition


def short_text(**options: Any) -> "models.CharField[str, str]":
    """This function will make a one-line text column, empty by default."""
    return models.CharField(max_length=200, blank=True, default="", **options)
