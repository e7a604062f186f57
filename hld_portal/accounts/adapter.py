"""How allauth behaves here: mails through the outbox come with the accounts' pages."""

from allauth.account.adapter import DefaultAccountAdapter


class PortalAccountAdapter(DefaultAccountAdapter):
    """The portal's own ways of signing in and up."""
