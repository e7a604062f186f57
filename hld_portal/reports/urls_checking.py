"""Addresses of the document check."""

from django.urls import URLPattern, path

from hld_portal.reports import views_checking

urlpatterns: list[URLPattern] = [
    path("desk/<slug:slug>/check/<slug:report>/", views_checking.check_show, name="check_show"),
    path(
        "desk/<slug:slug>/check/<slug:report>/tick/", views_checking.check_tick, name="check_tick"
    ),
    path(
        "desk/<slug:slug>/check/<slug:report>/untick/",
        views_checking.check_untick,
        name="check_untick",
    ),
]
