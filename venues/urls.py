from django.urls import path

from venues.views import DeskReportsPage, MyVenuePage, ReportPage, VenuePage

urlpatterns = [
    path("venue/", MyVenuePage.as_view(), name="my_venue"),
    path("venue/<str:code>/", VenuePage.as_view(), name="venue"),
    path("venue/<str:code>/reports/<str:session>/<str:kind>/", ReportPage.as_view(), name="venue_report"),
    path("desk/reports/", DeskReportsPage.as_view(), name="desk_reports"),
]
