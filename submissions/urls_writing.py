"""Addresses of writing and sending, and of one's own submissions."""

from django.urls import path

from submissions import views_mine, views_writing

app_name = "submissions_writing"
urlpatterns = [
    path("submit/reading/", views_writing.point_reading, name="point_reading"),
    path("submit/<slug:dialogue_slug>/", views_writing.submit_choose, name="submit_choose"),
    path("submit/<slug:dialogue_slug>/<slug:event_slug>/", views_writing.compose, name="compose"),
    path("mine/", views_mine.mine, name="mine"),
    path("mine/<str:public_id>/", views_mine.mine_show, name="mine_show"),
    path("mine/<str:public_id>/edit/", views_writing.draft_edit, name="draft_edit"),
    path("mine/<str:public_id>/preview/", views_writing.draft_preview, name="draft_preview"),
    path("mine/<str:public_id>/submit/", views_writing.draft_submit, name="draft_submit"),
    path("mine/<str:public_id>/receipt/", views_mine.receipt_show, name="receipt_show"),
    path("mine/<str:public_id>/revise/", views_mine.revise, name="revise"),
    path("mine/<str:public_id>/drop/", views_mine.drop, name="drop"),
    path("mine/<str:public_id>/withdraw/", views_mine.withdraw, name="withdraw"),
    path("mine/<str:public_id>/consent/", views_mine.consent, name="consent"),
]
