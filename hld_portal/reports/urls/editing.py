"""Addresses of editing paragraphs: what is typed, citations, overrides, the typeset view."""

from django.urls import path

from hld_portal.reports.views import editing, keeping

SUMMARY = "desk/<slug:slug>/<slug:event>/drafting/"
PARAGRAPH = f"{SUMMARY}<int:pk>/"

urlpatterns = [
    path(f"{PARAGRAPH}stand/", editing.paragraph_stand, name="paragraph_stand"),
    path(f"{PARAGRAPH}stand/back/", editing.paragraph_take_back, name="paragraph_take_back"),
    path(f"{PARAGRAPH}sources/<int:row>/", editing.paragraph_sources, name="paragraph_sources"),
    path(f"{PARAGRAPH}cite/", editing.paragraph_cite, name="paragraph_cite"),
    path(f"{PARAGRAPH}drop/", editing.paragraph_drop, name="paragraph_drop"),
    path(f"{PARAGRAPH}move/", editing.paragraph_move, name="paragraph_move"),
    path(f"{PARAGRAPH}row/", editing.paragraph_row_add, name="paragraph_row_add"),
    path(f"{PARAGRAPH}undo/", editing.paragraph_undo, name="paragraph_undo"),
    path(f"{PARAGRAPH}keep/", keeping.paragraph_keep, name="paragraph_keep"),
    path(f"{PARAGRAPH}forget/", keeping.paragraph_forget, name="paragraph_forget"),
    path(f"{PARAGRAPH}typeset/", keeping.paragraph_typeset, name="paragraph_typeset"),
    path(f"{SUMMARY}typeset/", keeping.summary_typeset, name="summary_typeset"),
    path(f"{SUMMARY}presence/", keeping.summary_presence, name="summary_presence"),
]
