"""Addresses of issuing documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
