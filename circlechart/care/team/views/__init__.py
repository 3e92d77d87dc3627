from circlechart.care.team.views.live import live

__all__ = ["live"]
