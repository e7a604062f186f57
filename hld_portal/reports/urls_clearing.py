"""Addresses of clearing summaries, and of the author’s own text."""

from django.urls import URLPattern, path

from hld_portal.reports import views_clearing

urlpatterns: list[URLPattern] = [
    path(
        "desk/<slug:slug>/<slug:event>/drafting/send/",
        views_clearing.summary_send,
        name="summary_send",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/take-back/",
        views_clearing.summary_reopen,
        name="summary_reopen",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/clearing/",
        views_clearing.clearing_show,
        name="clearing_show",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/clearing/clear/",
        views_clearing.summary_clear,
        name="summary_clear",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/clearing/return/",
        views_clearing.summary_return,
        name="summary_return",
    ),
]
