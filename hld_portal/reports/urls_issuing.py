"""Addresses of issuing documents."""

from django.urls import URLPattern, path

from hld_portal.reports import views_issuing

ISSUE = "desk/<slug:slug>/issuing/<slug:issue>"

urlpatterns: list[URLPattern] = [
    path("desk/<slug:slug>/issuing/", views_issuing.issue_list, name="issue_list"),
    path("desk/<slug:slug>/issuing/new/<slug:report>/", views_issuing.issue_new, name="issue_new"),
    path(f"{ISSUE}/", views_issuing.issue_show, name="issue_show"),
    path(f"{ISSUE}/correct/", views_issuing.issue_correct, name="issue_correct"),
    path(f"{ISSUE}/revise/", views_issuing.issue_revise, name="issue_revise"),
    path(f"{ISSUE}/add/", views_issuing.issue_add, name="issue_add"),
    path(f"{ISSUE}/retry/", views_issuing.issue_retry, name="issue_retry"),
    path(f"{ISSUE}/abandon/", views_issuing.issue_abandon, name="issue_abandon"),
    path(
        "<slug:slug>/reports/<slug:report>/differences/",
        views_issuing.issue_differences,
        name="issue_differences",
    ),
]
