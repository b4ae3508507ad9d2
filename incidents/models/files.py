"""Files of an incident."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import Recorded, one_of
from incidents.models.incidents import Incident
from incidents.states import FileKind


class IncidentFile(Recorded):
    """A file of an incident, as it was handed in, under the hash that its fact commits to. Never changed.

    ``permission`` is the secrecy post's document under which a picture was taken in (limits.md 2); nothing else
    has one.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="files")
    number = models.IntegerField()
    name = models.TextField()
    kind = models.TextField()
    size = models.IntegerField()
    sha256 = models.TextField()
    content = models.BinaryField()
    permission = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="files_are_numbered_in_an_incident"),
            models.UniqueConstraint(fields=["incident", "sha256"], name="file_is_added_once"),
            models.CheckConstraint(condition=one_of("kind", FileKind), name="file_kind_is_known"),
            models.CheckConstraint(condition=~Q(name="") & Q(size__gt=0), name="file_is_something"),
            models.CheckConstraint(
                condition=~Q(kind=FileKind.PICTURE.value) | ~Q(permission=""), name="picture_has_its_permission"
            ),
        ]

    def __str__(self) -> str:
        return self.name
