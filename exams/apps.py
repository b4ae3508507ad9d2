from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel.time import install_exam_time


class ExamsConfig(AppConfig):
    name = "exams"
    verbose_name = _("Exams")

    def ready(self) -> None:
        """Tell the kernel how an exam's own clock is read."""
        from exams.selectors.timelines import exam_clock

        install_exam_time(exam_clock)
