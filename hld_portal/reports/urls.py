"""Addresses of reports and builds."""

from django.urls import path

from hld_portal.reports import views

app_name = "reports"
urlpatterns = [
    path("desk/<slug:slug>/builds/", views.build_start, name="build_start"),
    path("desk/<slug:slug>/builds/<str:public_id>/", views.build_show, name="build_show"),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/cancel/", views.build_cancel, name="build_cancel"
    ),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/publish/",
        views.build_publish,
        name="build_publish",
    ),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/unpublish/",
        views.build_unpublish,
        name="build_unpublish",
    ),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/pdf/", views.build_download, name="build_download"
    ),
    path("<slug:slug>/reports/", views.report_list, name="report_list"),
    path("<slug:slug>/reports/<slug:report>/", views.report_show, name="report_show"),
    path("<slug:slug>/reports/<slug:report>/pdf/", views.report_download, name="report_download"),
]
