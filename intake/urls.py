from django.urls import path

from intake import views

urlpatterns = [
    path("intake/", views.IntakePage.as_view(), name="intake"),
    path("intake/template/", views.TemplateFile.as_view(), name="intake_template"),
    path("intake/<uuid:upload>/", views.UploadPage.as_view(), name="intake_upload"),
    path("intake/<uuid:upload>/corrected/", views.CorrectedFile.as_view(), name="intake_corrected"),
    path("intake/<uuid:upload>/read/", views.ReadStep.as_view(), name="intake_read"),
    path("intake/mapping/<uuid:mapping>/forget/", views.ForgetStep.as_view(), name="intake_forget"),
    path("intake/<uuid:upload>/load/", views.LoadStep.as_view(), name="intake_load"),
    path("intake/<uuid:upload>/earlier/", views.EarlierStep.as_view(), name="intake_earlier"),
    path("intake/<uuid:upload>/again/", views.AgainStep.as_view(), name="intake_again"),
    path("intake/<uuid:upload>/discard/", views.DiscardStep.as_view(), name="intake_discard"),
]
