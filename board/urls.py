from django.urls import path

from board.views import BoardPage, MapPage

urlpatterns = [
    path("county-map/", MapPage.as_view(), name="county_map"),
    path("", BoardPage.as_view(), name="board"),
]
