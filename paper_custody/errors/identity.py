"""Refusals before a bag is cut open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class SecondScanMissing(DomainError):
    """Labels were read once only: a second person reads each again before it is cut."""

    code = "second_scan_missing"
    sentence = _("Do not cut yet. The second person scans every bag again; both must read the same.")
    status = 400


class PaperSetUnnamed(DomainError):
    """There are bags of two sets, and nobody has said which is used. ``sets`` names them."""

    code = "paper_set_unnamed"
    sentence = _("There are two sets of papers here. Touch neither; the county records which one those above named.")


class PaperSetUnknown(DomainError):
    """A set was named of which the subject has no bag."""

    code = "paper_set_unknown"
    sentence = _("No bag of this subject is of this set. Look at the name of the set again.")
    status = 400


class DecisionUnproved(DomainError):
    """A decision without who decided, or without the number of the document or call."""

    code = "decision_unproved"
    sentence = _("Say who decided, and under which document number or on which telephone.")
    status = 400
