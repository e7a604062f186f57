"""Addresses for those who watch the portal."""

from django.urls import path

from hld_portal.operations import views

urlpatterns = [
    path("healthz/", views.health, name="health"),
    path("readyz/", views.readiness, name="readiness"),
]
