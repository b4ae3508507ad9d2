from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaperCustodyConfig(AppConfig):
    name = "paper_custody"
    verbose_name = _("Papers")
