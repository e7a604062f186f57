"""Addresses of issuing documents."""

from django.urls import URLPattern, path

from hld_portal.reports.views import differences, issuing, issuing_following

ISSUE = "desk/<slug:slug>/issuing/<slug:issue>"

urlpatterns: list[URLPattern] = [
    path("desk/<slug:slug>/issuing/", issuing.issue_list, name="issue_list"),
    path("desk/<slug:slug>/issuing/new/<slug:report>/", issuing.issue_new, name="issue_new"),
    path(f"{ISSUE}/", issuing.issue_show, name="issue_show"),
    path(f"{ISSUE}/correct/", issuing_following.issue_correct, name="issue_correct"),
    path(f"{ISSUE}/revise/", issuing_following.issue_revise, name="issue_revise"),
    path(f"{ISSUE}/add/", issuing_following.issue_add, name="issue_add"),
    path(f"{ISSUE}/retry/", issuing.issue_retry, name="issue_retry"),
    path(f"{ISSUE}/abandon/", issuing.issue_abandon, name="issue_abandon"),
    path(
        "<slug:slug>/reports/<slug:report>/differences/",
        differences.issue_differences,
        name="issue_differences",
    ),
]
