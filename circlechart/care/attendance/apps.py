from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "circlechart.care.attendance"
    label = "attendance"

    def ready(self) -> None:
        from circlechart.base.access import reach
        from circlechart.care.attendance.models import Attendance

        reach.register(Attendance, "session__facility_id")
