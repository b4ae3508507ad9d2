from django.apps import AppConfig


class ExamopsConfig(AppConfig):
    name = "examops"
    verbose_name = "Frame"

    def ready(self) -> None:
        """Register the checks, and name the Celery application: a page that queues work has to know the broker."""
        import examops.celery
        import examops.checks  # noqa: F401
