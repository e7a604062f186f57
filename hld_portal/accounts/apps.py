"""Who takes part: people, stakeholders, memberships."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hld_portal.accounts"
    label = "accounts"
