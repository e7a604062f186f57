"""Addresses of reports and builds."""

from django.urls import path

from hld_portal.reports.urls import checking, clearing, contributing, editing, issuing, published
from hld_portal.reports.views import findings, reports, summaries

app_name = "reports"
urlpatterns = [
    *contributing.urlpatterns,
    *issuing.urlpatterns,
    *checking.urlpatterns,
    *clearing.urlpatterns,
    *editing.urlpatterns,
    path("mine/<str:public_id>/reflected/", reports.reflection_show, name="reflection_show"),
    path("desk/<slug:slug>/builds/", reports.build_start, name="build_start"),
    path("desk/<slug:slug>/builds/<str:public_id>/", reports.build_show, name="build_show"),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/cancel/", reports.build_cancel, name="build_cancel"
    ),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/publish/",
        reports.build_publish,
        name="build_publish",
    ),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/unpublish/",
        reports.build_unpublish,
        name="build_unpublish",
    ),
    path("desk/<slug:slug>/drafting/", summaries.drafting_home, name="drafting_home"),
    path("desk/<slug:slug>/<slug:event>/drafting/", summaries.summary_edit, name="summary_edit"),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/draft/",
        summaries.summary_draft,
        name="summary_draft",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/approve/",
        summaries.summary_approve,
        name="summary_approve",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/add/",
        summaries.paragraph_add,
        name="paragraph_add",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/earlier/<int:pk>/",
        summaries.summary_copy,
        name="summary_copy",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/earlier/<int:pk>/restore/",
        summaries.summary_restore,
        name="summary_restore",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/",
        summaries.paragraph_edit,
        name="paragraph_edit",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/approve/",
        summaries.paragraph_approve,
        name="paragraph_approve",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/reopen/",
        summaries.paragraph_reopen,
        name="paragraph_reopen",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/drafting/<int:pk>/delete/",
        summaries.paragraph_delete,
        name="paragraph_delete",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/",
        findings.finding_list,
        name="finding_list",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/choose/",
        findings.finding_choose,
        name="finding_choose",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/new/",
        findings.finding_create,
        name="finding_create",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/undo/",
        findings.finding_undo,
        name="finding_undo",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/reading/",
        findings.finding_reading,
        name="finding_reading",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/<int:pk>/",
        findings.finding_edit,
        name="finding_edit",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/<int:pk>/remove/",
        findings.finding_remove,
        name="finding_remove",
    ),
    path(
        "desk/<slug:slug>/<slug:event>/findings/<int:pk>/dissolve/",
        findings.finding_dissolve,
        name="finding_dissolve",
    ),
    path("<slug:slug>/reports/", reports.report_list, name="report_list"),
    path("<slug:slug>/reports/<slug:report>/", reports.report_show, name="report_show"),
    *published.urlpatterns,
]
