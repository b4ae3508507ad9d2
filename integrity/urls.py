from django.urls import path

from integrity import views

ONE = "irregularities/<str:venue>/<int:number>/"

urlpatterns = [
    path("irregularities/", views.RecordsPage.as_view(), name="irregularities"),
    path("irregularities/new/", views.FormPage.as_view(), name="irregularity_new"),
    path("irregularities/export/records.<str:kind>", views.RecordsExport.as_view(), name="irregularities_export"),
    path(ONE, views.RecordPage.as_view(), name="irregularity"),
    path(f"{ONE}correct/", views.CorrectPage.as_view(), name="irregularity_correct"),
    path(f"{ONE}print/", views.RecordPrint.as_view(), name="irregularity_print"),
]
