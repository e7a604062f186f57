"""Addresses of reports and builds."""

from django.urls import path

from hld_portal.reports import (
    urls_checking,
    urls_clearing,
    urls_contributing,
    urls_editing,
    urls_issuing,
    urls_published,
    views,
    views_findings,
    views_summaries,
)

app_name = "reports"
urlpatterns = [
    *urls_contributing.urlpatterns,
    *urls_issuing.urlpatterns,
    *urls_checking.urlpatterns,
    *urls_clearing.urlpatterns,
    *urls_editing.urlpatterns,
    path("mine/<str:public_id>/reflected/", views.reflection_show, name="reflection_show"),
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
    path("desk/<slug:slug>/drafting/", views_summaries.drafting_home, name="drafting_home"),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/", views_summaries.summary_edit, name="summary_edit"
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/draft/",
        views_summaries.summary_draft,
        name="summary_draft",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/approve/",
        views_summaries.summary_approve,
        name="summary_approve",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/add/",
        views_summaries.paragraph_add,
        name="paragraph_add",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/earlier/<int:pk>/",
        views_summaries.summary_copy,
        name="summary_copy",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/earlier/<int:pk>/restore/",
        views_summaries.summary_restore,
        name="summary_restore",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/",
        views_summaries.paragraph_edit,
        name="paragraph_edit",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/approve/",
        views_summaries.paragraph_approve,
        name="paragraph_approve",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/reopen/",
        views_summaries.paragraph_reopen,
        name="paragraph_reopen",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/delete/",
        views_summaries.paragraph_delete,
        name="paragraph_delete",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/",
        views_findings.finding_list,
        name="finding_list",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/choose/",
        views_findings.finding_choose,
        name="finding_choose",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/new/",
        views_findings.finding_create,
        name="finding_create",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/undo/",
        views_findings.finding_undo,
        name="finding_undo",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/reading/",
        views_findings.finding_reading,
        name="finding_reading",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/<int:pk>/",
        views_findings.finding_edit,
        name="finding_edit",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/<int:pk>/remove/",
        views_findings.finding_remove,
        name="finding_remove",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/<int:pk>/dissolve/",
        views_findings.finding_dissolve,
        name="finding_dissolve",
    ),
    path("<slug:slug>/reports/", views.report_list, name="report_list"),
    path("<slug:slug>/reports/<slug:report>/", views.report_show, name="report_show"),
    *urls_published.urlpatterns,
]
