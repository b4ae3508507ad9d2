from django.apps import AppConfig


class ExamopsConfig(AppConfig):
    name = "examops"
    verbose_name = "Frame"

    def ready(self) -> None:
        """Register the checks."""
        import examops.checks  # noqa: F401
