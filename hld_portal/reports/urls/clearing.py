"""Addresses of clearing summaries, and of the author’s own text."""

from django.urls import URLPattern, path

from hld_portal.reports.views import authoring, clearing

urlpatterns: list[URLPattern] = [
    path(
        "desk/<slug:slug>/<slug:event>/drafting/send/",
        clearing.summary_send,
        name="summary_send",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/take-back/",
        clearing.summary_reopen,
        name="summary_reopen",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/clearing/",
        clearing.clearing_show,
        name="clearing_show",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/clearing/clear/",
        clearing.summary_clear,
        name="summary_clear",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/clearing/return/",
        clearing.summary_return,
        name="summary_return",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/",
        authoring.own_text,
        name="own_text",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/write/",
        authoring.own_text_write,
        name="own_text_write",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/undo/",
        authoring.own_text_undo,
        name="own_text_undo",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/preview/",
        authoring.own_text_preview,
        name="own_text_preview",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/<int:pk>/",
        authoring.own_text_edit,
        name="own_text_edit",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/<int:pk>/move/",
        authoring.own_text_move,
        name="own_text_move",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/<int:pk>/delete/",
        authoring.own_text_delete,
        name="own_text_delete",
    ),
]
