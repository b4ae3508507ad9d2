from django.urls import path

from notices import views

urlpatterns = [
    path("notices/", views.NoticesPage.as_view(), name="notices"),
    path("notices/sent/", views.SentPage.as_view(), name="notices_sent"),
    path("notices/calls/", views.CallsPage.as_view(), name="call_tree"),
    path("notices/calls/sheet/", views.SheetPage.as_view(), name="call_sheet"),
    path("notices/channels/", views.ChannelsPage.as_view(), name="channels"),
    path("notices/players/", views.PlayersPage.as_view(), name="players"),
]
