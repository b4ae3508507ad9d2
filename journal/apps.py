from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from kernel.act import install_recorder


class JournalConfig(AppConfig):
    name = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        """Become the recorder of all acts, and learn every app's facts, projections, reactions and checks.

        All facts, and not only those that somebody answers: whatever stands in the journal is read back.
        """
        from journal.services import JournalRecorder

        install_recorder(JournalRecorder())
        autodiscover_modules("events", "handlers")
