from django.urls import path

from supervision import views

urlpatterns = [
    path("supervision/", views.RegisterPage.as_view(), name="supervision"),
    path("supervision/export/register.<str:kind>", views.RegisterExport.as_view(), name="supervision_export"),
    path("supervision/responses/", views.ResponsesPage.as_view(), name="supervision_responses"),
    path(
        "supervision/responses/export.<str:kind>", views.ResponsesExport.as_view(), name="supervision_responses_export"
    ),
    path(
        "supervision/incidents/<int:number>/report.<str:kind>",
        views.AfterActionReport.as_view(),
        name="after_action_report",
    ),
    path("supervision/<int:number>/", views.ActionPage.as_view(), name="corrective_action"),
]
