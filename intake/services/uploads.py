"""Records: workbooks handed in on the page, checked and loaded in the background."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.core.cache import cache

from intake.errors import Problem, WorkbookNotKept
from intake.gateways.corrected import write_corrected
from intake.gateways.reader import Progress, say_nothing
from intake.gateways.understanding import choices_kept, kept_choices
from intake.models import KEPT_FOR, Upload
from intake.selectors import CheckedWorkbook, checked_workbook, choices_of, is_kept, progress_key
from intake.services.county import asked_for, checked_for, import_county, preview_county
from intake.states import UPLOAD_TRANSITIONS, UploadStatus, UploadStep
from kernel.actors import SYSTEM, Actor
from kernel.errors import DomainError
from kernel.scope import reading
from kernel.time import now
from kernel.transitions import after
from organisation.models import Login
from organisation.policies import require
from organisation.selectors import actor_of_login
from organisation.states import Capability

# Problems beyond these are counted on the page and stand in full in the copy with the bad rows.
MOST_SHOWN = 3_000
PROGRESS_SECONDS = 3600


def hand_in(*, actor: Actor, login: Login, file_name: str, content: bytes) -> Upload:
    """Record a workbook that somebody handed in, and let go of earlier ones."""
    let_go_of_old(actor=actor)
    with reading(actor):
        return Upload.objects.create(
            scope=actor.scope,
            login=login,
            file_name=file_name,
            content=content,
            choices=kept_choices(choices_of(actor.scope)),
            handed_in_at=now(),
        )


def hand_in_again(upload_id: UUID, *, actor: Actor, login: Login) -> Upload:
    """Hand in the file of an earlier load once more, read as it was then: it is checked and compared like any other.

    An act is never undone. Loading the earlier workbook is another act, which puts back what the two have in common.
    Refuses (``not_permitted``) who may not load the county, and (``workbook_not_kept``) a file that is gone.
    """
    require(actor, Capability.IMPORT_COUNTY, actor.scope)
    with reading(actor):
        earlier = Upload.objects.get(pk=upload_id)
        if not is_kept(earlier):
            raise WorkbookNotKept
        return Upload.objects.create(
            scope=actor.scope,
            login=login,
            file_name=earlier.file_name,
            content=earlier.content,
            choices=earlier.choices,
            handed_in_at=now(),
        )


def let_go_of_old(*, actor: Actor) -> None:
    """Let go of the files that were kept long enough: what was loaded stays as a line with its hash and counts."""
    with reading(actor):
        old = Upload.objects.filter(handed_in_at__lte=now() - KEPT_FOR)
        old.exclude(status=UploadStatus.LOADED).delete()
        old.exclude(content=b"", report={}).update(content=b"", report={})


def check_upload(upload_id: UUID) -> None:
    """Check a workbook and find out what it would change. Nothing happens to one that is not waiting for it."""
    upload = _upload(upload_id)
    if upload.status != UploadStatus.CHECKING:
        return
    actor = actor_of_login(upload.login)
    progress = _progress_of(upload)
    try:
        checked = _checked(upload, actor, progress)
        upload.report = report_of(checked)
        upload.sha256 = checked.sha256
        if checked.county is None:
            _take(upload, UploadStep.FIND_ERRORS)
            return
        asked = asked_for(checked, actor=actor, act_id=upload.act_id)
        upload.parts = [asdict(part) for part in preview_county(asked, workbook=checked, progress=progress)]
        _take(upload, UploadStep.PASS)
    except DomainError as refusal:
        upload.refusal = {"code": refusal.code, "detail": refusal.detail}
        _take(upload, UploadStep.REFUSE)


def confirm_upload(upload_id: UUID, *, actor: Actor, login: Login) -> None:
    """Somebody has seen what would change and wants it. He is the one who loads it."""
    with reading(actor):
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        upload.status = after(UPLOAD_TRANSITIONS, upload.status, UploadStep.CONFIRM)
        upload.login = login
        upload.save(update_fields=["status", "login"])


def load_upload(upload_id: UUID) -> None:
    """Load a workbook that was confirmed. A repeat finds the act done and only says so."""
    upload = _upload(upload_id)
    if upload.status != UploadStatus.LOADING:
        return
    actor = actor_of_login(upload.login)
    progress = _progress_of(upload)
    try:
        checked = _checked(upload, actor, progress)
        asked = asked_for(checked, actor=actor, act_id=upload.act_id)
        fact = import_county(asked, workbook=checked, progress=progress)
    except DomainError as refusal:
        upload.refusal = {"code": refusal.code, "detail": refusal.detail}
        _take(upload, UploadStep.REFUSE)
        return
    upload.parts = [asdict(part) for part in fact.parts]
    _take(upload, UploadStep.LOAD)


def discard_upload(upload_id: UUID, *, actor: Actor) -> None:
    """Let go of a workbook that is not to be loaded."""
    with reading(actor):
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        upload.status = after(UPLOAD_TRANSITIONS, upload.status, UploadStep.DISCARD)
        upload.content = b""
        upload.report = {}
        upload.ended_at = now()
        upload.save(update_fields=["status", "content", "report", "ended_at"])


def corrected_copy(upload: Upload, *, actor: Actor) -> bytes:
    """The rows with problems, as a workbook. Made anew from the file: the report on the page may be cut short."""
    checked = _checked(upload, actor, say_nothing)
    with _as_file(b"") as target:
        with _as_file(bytes(upload.content)) as source:
            write_corrected(source, target, checked.problems, heading_rows=checked.heading_rows)
        return target.read_bytes()


def report_of(checked: CheckedWorkbook) -> dict[str, object]:
    """The report as it is stored: errors before warnings, and no more than a page can hold."""
    told: tuple[Problem, ...] = (*checked.errors, *checked.warnings)
    return {
        "sha256": checked.sha256,
        "counts": checked.counts,
        "errors": len(checked.errors),
        "warnings": len(checked.warnings),
        "problems": [problem.kept() for problem in told[:MOST_SHOWN]],
        "sheets": [asdict(seen) for seen in checked.seen],
        "others": list(checked.others),
    }


def _upload(upload_id: UUID) -> Upload:
    with reading(SYSTEM):
        return Upload.objects.select_related("login").get(pk=upload_id)


def _checked(upload: Upload, actor: Actor, progress: Progress) -> CheckedWorkbook:
    with _as_file(bytes(upload.content)) as path:
        checked = checked_workbook(path, choices=choices_kept(upload.choices), progress=progress)
        return checked_for(checked, actor=actor)


@contextmanager
def _as_file(content: bytes) -> Iterator[Path]:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        yield Path(file.name)


def _progress_of(upload: Upload) -> Progress:
    # In the cache and not in the row: the row's own change would not be seen before the loading commits.
    def tell(step: str, done: int, total: int) -> None:
        cache.set(progress_key(upload.pk), {"step": step, "done": done, "total": total}, PROGRESS_SECONDS)

    return tell


def _take(upload: Upload, step: UploadStep) -> None:
    with reading(SYSTEM):
        upload.status = after(UPLOAD_TRANSITIONS, upload.status, step)
        upload.ended_at = now()
        upload.save(update_fields=["status", "report", "parts", "refusal", "sha256", "ended_at"])
