from django.urls import path

from drills.views import DrillsPage

urlpatterns = [path("drills/", DrillsPage.as_view(), name="drills")]
