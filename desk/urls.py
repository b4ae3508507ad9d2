from django.urls import path

from desk.views import ChecksPage

urlpatterns = [path("checks/", ChecksPage.as_view(), name="checks")]
