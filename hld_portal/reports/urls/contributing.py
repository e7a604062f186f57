"""Addresses of the contributors’ check and of verifying a document."""

from django.urls import path

from hld_portal.reports.views import contributing, verifying

CHECK = "desk/<slug:slug>/contributors-check/"
urlpatterns = [
    path("verify/", verifying.verify, name="verify"),
    path(
        "mine/check/<str:public_id>/",
        contributing.check_request_show,
        name="check_request_show",
    ),
    path(
        "mine/check/<str:public_id>/object/",
        contributing.objection_create,
        name="objection_create",
    ),
    path(
        "mine/check/<str:public_id>/objections/<int:pk>/withdraw/",
        contributing.objection_withdraw,
        name="objection_withdraw",
    ),
    path(CHECK, contributing.contributors_check_list, name="contributors_check_list"),
    path(
        f"{CHECK}<slug:report>/",
        contributing.contributors_check_show,
        name="contributors_check_show",
    ),
    path(
        f"{CHECK}<slug:report>/open/",
        contributing.contributors_check_open,
        name="contributors_check_open",
    ),
    path(
        f"{CHECK}<slug:report>/close/",
        contributing.contributors_check_close,
        name="contributors_check_close",
    ),
    path(
        f"{CHECK}<slug:report>/objections/<int:pk>/answer/",
        contributing.objection_answer,
        name="objection_answer",
    ),
]
