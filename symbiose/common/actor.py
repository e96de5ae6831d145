"""Who looks and who acts: a user in a membership, a holder of a personal link, the public, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a page shows and which verbs are open; it comes from the current membership."""

    VISITOR = "visitor"
    FIRM = "firm"
    ENTRANCE = "entrance"  # works at an external entrance: an association's secretariat, a business council
    ADVISER = "adviser"
    CONSULTANT = "consultant"  # job consultant: the only role that reads people's own pages
    LEADER = "leader"  # sets the policies and reads figures, never a person
    PERSON = "person"  # who wants to work, in by a slip's code, without an account
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who reads or acts. `on_behalf_of` is an organisation's id, with how its consent was given."""

    role: Role = Role.VISITOR
    user_id: int | None = None
    name: str = ""
    membership_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    link_id: int | None = None
    on_behalf_of: int | None = None
    consent: str = ""
    manages: bool = False  # settles who else acts for the organisation
    candidate_id: int | None = None  # the person's own record, where the person reads or acts

    @property
    def is_adviser(self) -> bool:
        return self.role in {Role.ADVISER, Role.SYSTEM}

    @property
    def party_id(self) -> int | None:
        """The organisation that an answer or a listing counts for."""
        return self.on_behalf_of or self.organisation_id

    @property
    def person_id(self) -> int:
        """The signed-in person's id. Raises PermissionError for those who are not signed in."""
        if self.user_id is None:
            raise PermissionError
        return self.user_id

    def acting_for(self, organisation_id: int, *, consent: str) -> Actor:
        """The same person on behalf of an organisation; how consent was given is shown wherever the act is shown."""
        return replace(self, on_behalf_of=organisation_id, consent=consent)


VISITOR = Actor()


def system(name: str) -> Actor:
    """The system itself, under the name of what it was doing: a matching run, a loader, a clock."""
    return Actor(role=Role.SYSTEM, name=name)
