"""The sample's stakeholders, people, memberships and appointments."""

from __future__ import annotations

from hld_portal.accounts.enums import Region
from hld_portal.accounts.models import Membership, Stakeholder, User
from hld_portal.accounts.samples import make_sample_person, offer_account, sample_password_hash
from hld_portal.operations.sampling.reading import Row, correspondents, read_file, sample_people
from roundtables.models import Appointment, Dialogue, Event

REGIONS = {
    "African": Region.AFRICAN,
    "Asia-Pacific": Region.ASIA_PACIFIC,
    "Eastern European": Region.EASTERN_EUROPEAN,
    "Latin American and Caribbean": Region.LATIN_AMERICAN,
    "Western European and others": Region.WESTERN_EUROPEAN,
    "none": Region.NONE,
}


def load_stakeholders() -> dict[str, Stakeholder]:
    """Make the invented stakeholders; returns them by name."""
    return {row["name"]: _load_stakeholder(row) for row in read_file("stakeholders")}


def _load_stakeholder(row: Row) -> Stakeholder:
    fields = {name: row[name] for name in ("kind", "accreditation", "about", "invented")}
    fields["names"] = row.get("names", {})
    fields["country"] = "" if row["country"] == "none" else row["country"]
    fields["region"] = REGIONS[row["region"]]
    return Stakeholder.objects.get_or_create(name=row["name"], defaults=fields)[0]


def load_people(dialogue: Dialogue, stakeholders: dict[str, Stakeholder]) -> dict[str, User]:
    """Make people with their memberships and tasks; returns them by address."""
    password = sample_password_hash()
    people = {}
    for order, row in enumerate(sample_people()):
        person = people[row["email"]] = _load_person(row, password)
        offer_account(
            user=person, role=row["account"], title=row["title"], may=row["may"], order=order
        )
        for membership in row["memberships"]:
            _load_membership(person, stakeholders[membership["stakeholder"]], membership["role"])
        for appointment in row["appointments"]:
            _load_appointment(person, dialogue, appointment["role"], appointment["round_table"])
    for row in correspondents():
        person = people[row["email"]] = _load_person(row, password)
        _load_membership(person, stakeholders[row["stakeholder"]], row["role"])
    return people


def _load_person(row: Row, password: str) -> User:
    return make_sample_person(
        email=row["email"],
        name=row["name"],
        password=password,
        language=row.get("language", "en"),
    )


def _load_membership(person: User, stakeholder: Stakeholder, role: str) -> None:
    Membership.objects.get_or_create(user=person, stakeholder=stakeholder, defaults={"role": role})


def _load_appointment(person: User, dialogue: Dialogue, role: str, number: int | None) -> None:
    event = number and Event.objects.get(dialogue=dialogue, round_table__number=number)
    Appointment.objects.get_or_create(
        dialogue=dialogue, user=person, role=role, event=event or None
    )
