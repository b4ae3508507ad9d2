"""Every address, one line an app."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from examops import health

handler500 = "examops.numbering.server_failed"

# The administration asks for no password of its own: it would pass a second factor by.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # as allauth has it

urlpatterns = [
    path("health/", health.whole, name="health"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("board.api.urls")),
    path("api/", include("drills.api.urls")),
    path("api/", include("exams.api.urls")),
    path("api/", include("venues.api.urls")),
    path("api/", include("incidents.api.urls")),
    path("api/", include("notices.api.urls")),
    path("api/", include("tablet.api.urls")),
    path("api/", include("paper_custody.api.urls")),
    path("api/", include("desk.api.urls")),
    path("api/", include("integrity.api.urls")),
    path("api/", include("supervision.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", include("organisation.api.urls")),
    path("", include("board.urls")),
    path("", include("desk.urls")),
    path("", include("drills.urls")),
    path("", include("incidents.urls")),
    path("", include("intake.urls")),
    path("", include("notices.urls")),
    path("", include("tablet.urls")),
    path("", include("organisation.urls")),
    path("", include("paper_custody.urls")),
    path("", include("integrity.urls")),
    path("", include("supervision.urls")),
    path("", include("venues.urls")),
]
