"""Pages of the tablet."""

from django.urls import URLPattern, URLResolver, path

from tablet import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("sw.js", views.ServiceWorker.as_view(), name="service_worker"),
    path("devices/", views.DevicesPage.as_view(), name="devices"),
    path("tablet/", views.ShellPage.as_view(), name="tablet"),
    path("tablet/setup/", views.ShellPage.as_view(part="setup"), name="tablet_setup"),
    path("tablet/manifest.webmanifest", views.WebManifest.as_view(), name="tablet_manifest"),
]
