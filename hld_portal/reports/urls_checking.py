"""Addresses of the document check."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
