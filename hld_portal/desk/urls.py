"""Addresses of the desk."""

from django.urls import path

from hld_portal.desk.coverage import coverage_show

app_name = "desk"
urlpatterns = [
    path("<slug:dialogue>/coverage/", coverage_show, name="coverage_show"),
]
