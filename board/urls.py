from django.urls import path

from board.views import BoardPage

urlpatterns = [
    path("", BoardPage.as_view(), name="board"),
]
