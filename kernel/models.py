from django.db import models


class Heartbeat(models.Model):
    """When each process last said that it lives. A record, not a fact: it is overwritten."""

    process = models.TextField(primary_key=True)
    beat_at = models.DateTimeField()
    pid = models.IntegerField()

    def __str__(self) -> str:
        return self.process
