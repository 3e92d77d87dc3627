from circlechart.care.team.views.live import live
from circlechart.care.team.views.together import presence, rows, team_notes, window

__all__ = ["live", "presence", "rows", "team_notes", "window"]
