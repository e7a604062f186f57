"""Kinds of stakeholders, their groups, and what a member may do."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StakeholderKind(models.TextChoices):
    STATE = "state", _("Member State")
    OBSERVER = "observer", _("Observer State")
    UN_ENTITY = "un_entity", _("United Nations entity")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    NGO = "ngo", _("Non-governmental organization")
    PRIVATE_SECTOR = "private_sector", _("Private sector")
    ACADEMIA = "academia", _("Academia")
    TRADE_UNION = "trade_union", _("Trade union")
    OTHER = "other", _("Other")

    @property
    def group(self) -> "Group":
        return GROUP_OF_KIND[self]

    @property
    def indefinite(self) -> str:
        """How one of this kind is named when its own name is not: "a trade union"."""
        return str(INDEFINITE_OF_KIND[self])


class Group(models.TextChoices):
    """The groups that coverage shows; counted words take the last two together."""

    STATES = "states", _("Member States")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    UN_SYSTEM = "un_system", _("United Nations system")
    OTHERS = "others", _("Others")

    @property
    def kinds(self) -> list[StakeholderKind]:
        return [kind for kind, group in GROUP_OF_KIND.items() if group is self]

    @property
    def counted_as(self) -> str:
        """The key under which counted words count it: states, civil_society or others."""
        return "others" if self is Group.UN_SYSTEM else self.value


GROUP_OF_KIND = {
    StakeholderKind.STATE: Group.STATES,
    StakeholderKind.OBSERVER: Group.OTHERS,
    StakeholderKind.UN_ENTITY: Group.UN_SYSTEM,
    StakeholderKind.INTERGOVERNMENTAL: Group.OTHERS,
    StakeholderKind.NGO: Group.CIVIL_SOCIETY,
    StakeholderKind.PRIVATE_SECTOR: Group.CIVIL_SOCIETY,
    StakeholderKind.ACADEMIA: Group.CIVIL_SOCIETY,
    StakeholderKind.TRADE_UNION: Group.CIVIL_SOCIETY,
    StakeholderKind.OTHER: Group.OTHERS,
}

INDEFINITE_OF_KIND = {
    StakeholderKind.STATE: _("a Member State"),
    StakeholderKind.OBSERVER: _("an observer State"),
    StakeholderKind.UN_ENTITY: _("a United Nations entity"),
    StakeholderKind.INTERGOVERNMENTAL: _("an intergovernmental organization"),
    StakeholderKind.NGO: _("a civil society organization"),
    StakeholderKind.PRIVATE_SECTOR: _("a private sector body"),
    StakeholderKind.ACADEMIA: _("an academic institution"),
    StakeholderKind.TRADE_UNION: _("a trade union"),
    StakeholderKind.OTHER: _("another participant"),
}


class Region(models.TextChoices):
    """The regional groups of the General Assembly."""

    AFRICAN = "african", _("African States")
    ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "eastern_european", _("Eastern European States")
    LATIN_AMERICAN = "latin_american", _("Latin American and Caribbean States")
    WESTERN_EUROPEAN = "western_european", _("Western European and other States")
    NONE = "none", _("No regional group")


class Accreditation(models.TextChoices):
    CONSULTATIVE_STATUS = "consultative_status", _("Consultative status")
    INVITED = "invited", _("Invited")
    NONE = "none", _("Not accredited")


class MemberRole(models.TextChoices):
    HEAD = "head", pgettext_lazy("role in an organization", "Head")
    FOCAL_POINT = "focal_point", _("Focal point")
    DRAFTER = "drafter", _("Drafter")

    @property
    def may(self) -> str:
        """What one can do in this role, in a few words."""
        return str(MAY_OF_ROLE[self])


MAY_OF_ROLE = {
    MemberRole.HEAD: _("writes, submits, withdraws; invites people and changes their roles"),
    MemberRole.FOCAL_POINT: _("writes, submits, withdraws"),
    MemberRole.DRAFTER: _("writes drafts; somebody else submits them"),
}
