"""Addresses of the contributors’ check and of verifying a document."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
