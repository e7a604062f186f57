"""Addresses of clearing summaries, and of the author’s own text."""

from django.urls import URLPattern, path

from hld_portal.reports import views_authoring, views_clearing

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
    path(
        "desk/<slug:slug>/drafting/own-text/",
        views_authoring.own_text,
        name="own_text",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/write/",
        views_authoring.own_text_write,
        name="own_text_write",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/undo/",
        views_authoring.own_text_undo,
        name="own_text_undo",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/preview/",
        views_authoring.own_text_preview,
        name="own_text_preview",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/<int:pk>/",
        views_authoring.own_text_edit,
        name="own_text_edit",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/<int:pk>/move/",
        views_authoring.own_text_move,
        name="own_text_move",
    ),
    path(
        "desk/<slug:slug>/drafting/own-text/<int:pk>/delete/",
        views_authoring.own_text_delete,
        name="own_text_delete",
    ),
]
