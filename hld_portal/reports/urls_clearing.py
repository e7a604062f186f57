"""Addresses of clearing summaries, and of the author’s own text."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
