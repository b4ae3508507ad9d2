"""Records: how a county's own sheets and headings are read, remembered for its next workbook."""

from __future__ import annotations

from uuid import UUID

from intake.gateways.understanding import Choices, choices_kept, kept_choices
from intake.models import SheetMapping, Upload
from intake.states import UPLOAD_TRANSITIONS, UploadStep
from kernel.actors import Actor
from kernel.scope import reading
from kernel.time import now
from kernel.transitions import after
from organisation.models import Login
from organisation.policies import require
from organisation.states import Capability


def read_anew(upload_id: UUID, *, actor: Actor, login: Login, chosen: Choices) -> None:
    """Remember what somebody chose for the sheets of this workbook, and have it checked again, read that way.

    Refuses (``not_permitted``) who may not load the county. Nothing of the workbook itself is written.
    """
    require(actor, Capability.IMPORT_COUNTY, actor.scope)
    with reading(actor):
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        upload.status = after(UPLOAD_TRANSITIONS, upload.status, UploadStep.READ_ANEW)
        upload.choices = kept_choices({**choices_kept(upload.choices), **chosen})
        upload.login = login
        upload.save(update_fields=["status", "choices", "login"])
        in_force = SheetMapping.objects.filter(scope=upload.scope, revoked_at=None)
        in_force.filter(sheet__in=[str(sheet) for sheet in chosen]).update(revoked_at=now())
        SheetMapping.objects.bulk_create(
            SheetMapping(
                scope=upload.scope,
                sheet=str(sheet),
                sheet_name=choice.sheet_name,
                columns=dict(choice.columns),
                login=login,
                chosen_at=now(),
            )
            for sheet, choice in chosen.items()
        )


def forget_mapping(mapping_id: UUID, *, actor: Actor) -> None:
    """No longer apply what was chosen for a sheet. Workbooks that were read that way stay as they are."""
    require(actor, Capability.IMPORT_COUNTY, actor.scope)
    with reading(actor):
        SheetMapping.objects.filter(pk=mapping_id, revoked_at=None).update(revoked_at=now())
