"""The page of the county workbook: hand it in, see what is wrong or what would change, load it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from intake.forms import UploadForm, chosen_in
from intake.gateways.queue import CHECK, LOAD, hand_to_worker
from intake.gateways.understanding import choices_kept, sheets_kept
from intake.gateways.writer import write_workbook
from intake.models import Upload
from intake.selectors import (
    Wanted,
    choices_of_row,
    kinds_of,
    loads_of,
    mappings_of,
    problems_of,
    progress_of,
    refusal_of,
    shown_sheets,
    told_choices,
    told_parts,
    upload_called,
    uploads_of,
)
from intake.services import (
    confirm_upload,
    corrected_copy,
    discard_upload,
    forget_mapping,
    hand_in,
    hand_in_again,
    read_anew,
)
from intake.states import UploadStatus
from kernel.errors import DomainError
from kernel.scope import reading
from kernel.time import now
from organisation.models import Login
from organisation.selectors import logins_without_password
from organisation.states import Capability
from organisation.views import ActorPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_OF_A_PAGE = 100
LAST_UPLOADS = 20


class IntakeView(ActorPage):
    """Base of these pages: for those who may load a county."""

    needs = Capability.IMPORT_COUNTY

    @property
    def login(self) -> Login:
        """The login of whoever asks; ``dispatch`` lets nobody else through."""
        if not isinstance(self.request.user, Login):
            raise Http404
        return self.request.user

    def upload(self, upload_id: UUID) -> Upload:
        """The workbook of this id, if it is of the actor's county: else it is as if there were none."""
        try:
            with reading(self.actor):
                return upload_called(upload_id)
        except Upload.DoesNotExist:
            raise Http404 from None

    def ask_worker(self, task: str, upload_id: UUID) -> None:
        """Hand the work over, or say that it waits."""
        if not hand_to_worker(task, upload_id):
            messages.error(self.request, _("The background worker cannot be reached. Press “Try again” in a minute."))


class IntakePage(IntakeView):
    """The empty workbook, the form to hand one in, and the last ones."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self._page(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a workbook and have it checked."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            with reading(self.actor):
                return self._page(request, form, status=400)
        file = form.cleaned_data["workbook"]
        upload = hand_in(actor=self.actor, login=self.login, file_name=file.name, content=file.read())
        self.ask_worker(CHECK, upload.pk)
        return redirect("intake_upload", upload=upload.pk)

    def _page(self, request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "uploads": list(uploads_of(self.actor.scope)[:LAST_UPLOADS]),
            "loads": loads_of(self.actor.scope),
            "mappings": [
                {"pk": one.pk, "by": one.login, "at": one.chosen_at, "lines": told_choices(choices_of_row(one))}
                for one in mappings_of(self.actor.scope)
            ],
        }
        return render(request, "intake/intake.html", context, status=status)


class UploadPage(IntakeView):
    """One workbook: its checking, its problems, what it would change, its loading."""

    def get(self, request: HttpRequest, upload: UUID) -> HttpResponse:
        """The page; while work goes on it asks for itself again every second."""
        one = self.upload(upload)
        wanted = Wanted(**{name: request.GET.get(name, "") for name in ("sheet", "code", "weight", "text")})
        problems = problems_of(one)
        shown = [problem for problem in problems if wanted.fits(problem)]
        query = request.GET.copy()
        query.pop("page", None)
        context: dict[str, Any] = {
            "upload": one,
            "progress": progress_of(one.pk) if one.is_moving else None,
            "refusal": refusal_of(one),
            "parts": told_parts(one),
            "page": Paginator(shown, ROWS_OF_A_PAGE).get_page(request.GET.get("page")),
            "query": f"{query.urlencode()}&" if query else "",
            "wanted": wanted,
            "read_as": shown_sheets(one),
            "others": one.report.get("others", []),
            "applied": told_choices(choices_kept(one.choices)),
            "sheets": sorted({problem.sheet for problem in problems}),
            "kinds": kinds_of(problems),
            "printed_at": now(),
            "without_password": logins_without_password(one.scope).count() if one.status == UploadStatus.LOADED else 0,
        }
        return render(request, "intake/upload.html", context)


class TemplateFile(IntakeView):
    """The empty workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "county.xlsx"
            write_workbook(path, {})
            return _file(path.read_bytes(), "county-template.xlsx")


class CorrectedFile(IntakeView):
    """The rows with problems, each with what is wrong."""

    def get(self, request: HttpRequest, upload: UUID) -> HttpResponse:
        """The file."""
        one = self.upload(upload)
        if not one.content:
            raise Http404
        return _file(corrected_copy(one, actor=self.actor), "county-errors.xlsx")


class Step(IntakeView):
    """Base of the buttons: one step, then back to the workbook's page."""

    def post(self, request: HttpRequest, upload: UUID) -> HttpResponse:
        """Take the step, or say why not."""
        one = self.upload(upload)
        try:
            self.take(one)
        except DomainError as refusal:
            messages.error(request, str(refusal.sentence))
        return redirect("intake_upload", upload=upload)

    def take(self, upload: Upload) -> None:
        """The step itself."""
        raise NotImplementedError


class ReadStep(Step):
    """Somebody says which of their sheets and columns is which of ours."""

    def take(self, upload: Upload) -> None:
        """Remember it, and have the workbook checked again."""
        chosen = chosen_in(
            self.request.POST,
            seen=sheets_kept(upload.report.get("sheets", [])),
            others=upload.report.get("others", []),
            before=choices_kept(upload.choices),
        )
        if not chosen:
            messages.info(self.request, _("Nothing was chosen differently."))
            return
        read_anew(upload.pk, actor=self.actor, login=self.login, chosen=chosen)
        self.ask_worker(CHECK, upload.pk)


class ForgetStep(IntakeView):
    """What was chosen for a sheet is no longer to be applied."""

    def post(self, request: HttpRequest, mapping: UUID) -> HttpResponse:
        """Forget it."""
        forget_mapping(mapping, actor=self.actor)
        return redirect("intake")


class EarlierStep(IntakeView):
    """What an earlier workbook said is wanted back."""

    def post(self, request: HttpRequest, upload: UUID) -> HttpResponse:
        """Hand its file in once more, and have it compared with what is on record now."""
        earlier = self.upload(upload)
        try:
            again = hand_in_again(earlier.pk, actor=self.actor, login=self.login)
        except DomainError as refusal:
            messages.error(request, str(refusal.sentence))
            return redirect("intake")
        self.ask_worker(CHECK, again.pk)
        return redirect("intake_upload", upload=again.pk)


class LoadStep(Step):
    """Somebody has seen what would change, and wants it."""

    def take(self, upload: Upload) -> None:
        """Confirm, and hand it to the worker."""
        confirm_upload(upload.pk, actor=self.actor, login=self.login)
        self.ask_worker(LOAD, upload.pk)


class AgainStep(Step):
    """The worker lost it, or was not there."""

    def take(self, upload: Upload) -> None:
        """Hand it over once more: a workbook is loaded once whatever happens."""
        if upload.is_moving:
            self.ask_worker(CHECK if upload.status == UploadStatus.CHECKING else LOAD, upload.pk)


class DiscardStep(Step):
    """The workbook is not wanted."""

    def take(self, upload: Upload) -> None:
        """Let go of it."""
        discard_upload(upload.pk, actor=self.actor)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
