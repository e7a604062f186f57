"""Addresses of the desk."""

from django.urls import path

from hld_portal.desk.coverage import coverage_show
from hld_portal.desk.views import deciding, home, linking, queues, secretariat

CALL = "desk/<slug:slug>/calls/<slug:event_slug>"
REVIEW = "desk/<slug:slug>/<slug:event_slug>/<slug:reference>"

app_name = "desk"
urlpatterns = [
    path("desk/", home.home, name="home"),
    path("desk/<slug:slug>/record/", secretariat.submission_record, name="submission_record"),
    path("desk/<slug:slug>/calls/", secretariat.call_list, name="call_list"),
    path(f"{CALL}/closing/", secretariat.call_close, name="call_close"),
    path(f"{CALL}/times/", secretariat.call_time, name="call_time"),
    path(f"{CALL}/extensions/", secretariat.extension_grant, name="extension_grant"),
    path("desk/<slug:slug>/<slug:event_slug>/", queues.queue, name="queue"),
    path(f"{REVIEW}/", queues.submission_review, name="submission_review"),
    path(f"{REVIEW}/notes/", linking.note_write, name="note_write"),
    path(f"{REVIEW}/event/", linking.event_confirm, name="event_confirm"),
    path(f"{REVIEW}/points/<int:point_pk>/links/", linking.link_add, name="link_add"),
    path(f"{REVIEW}/links/<int:link_pk>/confirm/", linking.link_confirm, name="link_confirm"),
    path(f"{REVIEW}/links/<int:link_pk>/drop/", linking.link_drop, name="link_drop"),
    path(f"{REVIEW}/<slug:verb>/", deciding.submission_move, name="submission_move"),
    path("<slug:dialogue>/coverage/", coverage_show, name="coverage_show"),
]
