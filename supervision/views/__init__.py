"""Pages of supervision."""

from supervision.views.after_action import AfterActionReport
from supervision.views.register import ActionPage, RegisterExport, RegisterPage
from supervision.views.responses import ResponsesExport, ResponsesPage

__all__ = ["ActionPage", "AfterActionReport", "RegisterExport", "RegisterPage", "ResponsesExport", "ResponsesPage"]
