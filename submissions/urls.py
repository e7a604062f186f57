"""Addresses of what the public reads; the list with its search is in `hld_portal.search`."""

from django.urls import path

from submissions import views_reading as views

app_name = "submissions"
urlpatterns = [
    path("<slug:dialogue>/declaration/", views.instrument_show, name="instrument_show"),
    path(
        "<slug:dialogue>/instruments/<slug:instrument>/",
        views.instrument_show,
        name="instrument_show",
    ),
    path(
        "<slug:dialogue>/round-tables/<int:number>/",
        views.round_table_show,
        name="round_table_show",
    ),
    path("<slug:dialogue>/events/<slug:event>/", views.event_show, name="event_show"),
    path("<slug:dialogue>/submissions/<slug:slug>/", views.submission_show, name="submission_show"),
    path("<slug:dialogue>/stakeholders/", views.stakeholder_list, name="stakeholder_list"),
    path("<slug:dialogue>/stakeholders/<int:pk>/", views.stakeholder_show, name="stakeholder_show"),
]
