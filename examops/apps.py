from django.apps import AppConfig


class ExamopsConfig(AppConfig):
    name = "examops"
    verbose_name = "Frame"
