"""Addresses of submissions."""

from django.urls import URLPattern

app_name = "submissions_writing"
urlpatterns: list[URLPattern] = []
