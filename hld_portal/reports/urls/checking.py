"""Addresses of the document check."""

from django.urls import URLPattern, path

from hld_portal.reports.views import checking

urlpatterns: list[URLPattern] = [
    path("desk/<slug:slug>/check/<slug:report>/", checking.check_show, name="check_show"),
    path("desk/<slug:slug>/check/<slug:report>/tick/", checking.check_tick, name="check_tick"),
    path(
        "desk/<slug:slug>/check/<slug:report>/untick/",
        checking.check_untick,
        name="check_untick",
    ),
]
