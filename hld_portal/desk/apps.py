"""Where moderators work: queue, decisions, links, coverage."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "hld_portal.desk"
    label = "desk"
