from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckInConfig(AppConfig):
    name = "check_in"
    verbose_name = _("Check-in")
