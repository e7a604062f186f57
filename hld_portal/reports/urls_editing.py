"""Addresses of editing paragraphs: what is typed, citations, overrides, the typeset view."""

from django.urls import path

from hld_portal.reports import views_editing, views_typing

SUMMARY = "desk/<slug:slug>/<slug:event>/drafting/"
PARAGRAPH = f"{SUMMARY}<int:pk>/"

urlpatterns = [
    path(f"{PARAGRAPH}stand/", views_editing.paragraph_stand, name="paragraph_stand"),
    path(f"{PARAGRAPH}stand/back/", views_editing.paragraph_take_back, name="paragraph_take_back"),
    path(
        f"{PARAGRAPH}sources/<int:row>/", views_editing.paragraph_sources, name="paragraph_sources"
    ),
    path(f"{PARAGRAPH}cite/", views_editing.paragraph_cite, name="paragraph_cite"),
    path(f"{PARAGRAPH}drop/", views_editing.paragraph_drop, name="paragraph_drop"),
    path(f"{PARAGRAPH}move/", views_editing.paragraph_move, name="paragraph_move"),
    path(f"{PARAGRAPH}row/", views_editing.paragraph_row_add, name="paragraph_row_add"),
    path(f"{PARAGRAPH}undo/", views_editing.paragraph_undo, name="paragraph_undo"),
    path(f"{PARAGRAPH}keep/", views_typing.paragraph_keep, name="paragraph_keep"),
    path(f"{PARAGRAPH}forget/", views_typing.paragraph_forget, name="paragraph_forget"),
    path(f"{PARAGRAPH}typeset/", views_typing.paragraph_typeset, name="paragraph_typeset"),
    path(f"{SUMMARY}typeset/", views_typing.summary_typeset, name="summary_typeset"),
    path(f"{SUMMARY}presence/", views_typing.summary_presence, name="summary_presence"),
]
