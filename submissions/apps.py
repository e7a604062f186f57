"""What stakeholders say: submissions, versions, points and their links."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"
