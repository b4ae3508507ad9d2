from django.urls import path

from desk import views

urlpatterns = [
    path("checks/", views.ChecksPage.as_view(), name="checks"),
    path("desk/", views.DeskPage.as_view(), name="desk"),
    path("desk/figures/", views.FiguresPage.as_view(), name="desk_figures"),
    path("desk/figures/export.<str:kind>", views.FiguresExport.as_view(), name="desk_figures_export"),
    path("desk/swaps/", views.SwapsPage.as_view(), name="desk_swaps"),
    path("desk/watch/", views.WatchPage.as_view(), name="desk_watch"),
    path("search/", views.SearchPage.as_view(), name="search"),
]
