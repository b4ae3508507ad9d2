from django.urls import path

from organisation.views import FirstLogin, SlipsPage

urlpatterns = [
    path("first-login/", FirstLogin.as_view(), name="first_login"),
    path("people/slips/", SlipsPage.as_view(), name="slips"),
]
