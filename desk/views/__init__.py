"""Pages of the duty desk."""

from desk.views.checks import ChecksPage
from desk.views.figures import FiguresExport, FiguresPage
from desk.views.keying import DeskPage
from desk.views.search import SearchPage
from desk.views.swaps import SwapsPage
from desk.views.watch import WatchPage

__all__ = ["ChecksPage", "DeskPage", "FiguresExport", "FiguresPage", "SearchPage", "SwapsPage", "WatchPage"]
