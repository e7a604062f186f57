"""What is published: findings, summaries, reports and their builds."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hld_portal.reports"
    label = "reports"
