"""Addresses of editing paragraphs: what is typed, citations, overrides, the typeset view."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
