"""Addresses of search: the list of a dialogue's submissions."""

from django.urls import path

from hld_portal.search import views

app_name = "search"
urlpatterns = [
    path("<slug:dialogue>/submissions/", views.submission_list, name="submission_list"),
]
