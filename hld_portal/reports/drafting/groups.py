"""Groups of stakeholders and the nouns that name them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """A group of stakeholders and the nouns that name it in a text, the first preferred."""

    key: str
    nouns: tuple[tuple[str, str], ...]  # (singular, plural)

    def noun(self, *, plural: bool, variant: int = 0) -> str:
        return self.nouns[variant % len(self.nouns)][plural]


GROUPS: dict[str, Group] = {
    group.key: group
    for group in (
        Group(
            "states",
            (
                ("Member State", "Member States"),
                ("delegation", "delegations"),
                ("delegate", "delegates"),
            ),
        ),
        Group(
            "civil_society",
            (
                ("civil society organization", "civil society organizations"),
                ("representative of civil society", "representatives of civil society"),
                ("organization of civil society", "organizations of civil society"),
            ),
        ),
        Group(
            "others",
            (
                ("other participant", "other participants"),
                ("other contributor", "other contributors"),
            ),
        ),
        Group(
            "participants",
            (
                ("participant", "participants"),
                ("contributor", "contributors"),
                ("speaker", "speakers"),
            ),
        ),
    )
}
