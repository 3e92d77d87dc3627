"""Words of the office in templates."""

from django import template

from circlechart.web.office.queries.team import role_words as words

register = template.Library()


@register.filter
def role_words(role: str) -> str:
    """`{{ grant.role|role_words }}`: a role as people say it."""
    return words(role)
