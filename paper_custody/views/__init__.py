"""Pages of papers."""

from paper_custody.views.escorts import EscortPage, EscortsPage
from paper_custody.views.forms import FormsPage
from paper_custody.views.papers import EXCEPTIONS_ON_A_FORM, LEGS, BagPage, HandOverPage, PapersPage, VenuePapersPage

__all__ = [
    "EXCEPTIONS_ON_A_FORM",
    "LEGS",
    "BagPage",
    "EscortPage",
    "EscortsPage",
    "FormsPage",
    "HandOverPage",
    "PapersPage",
    "VenuePapersPage",
]
