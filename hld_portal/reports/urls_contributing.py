"""Addresses of the contributors’ check and of verifying a document."""

from django.urls import path

from hld_portal.reports import views_verifying

urlpatterns = [
    path("verify/", views_verifying.verify, name="verify"),
]
