"""Roles that an article gives people: office or occupation, whether still held, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.lexicon import Gender

OF_STATE = frozenset(
    {"head_of_state", "head_of_government", "deputy_head", "minister", "spokesperson"}
    | {"adviser", "diplomat", "military", "official"}
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the text gives it."""

    line: int
    start: int
    end: int
    text: str
    group_of: str = ""
    """The class of the head noun ("minister", "expert" …), "" for a mere affiliation."""
    noun: str = ""
    """The head noun, in the singular."""
    plural: bool = False
    collective: bool = False
    """Whether the head noun is a body ("ministry", "company")."""
    group: str = ""
    """The country or body that the words name, "" if none."""
    region: bool = False
    owner: tuple[int, int] | None = None
    """The words for the person the role depends on ("Putin’s adviser", "his spokesman")."""
    served: bool = False
    """Whether it was held in the owner's government ("in the Obama administration", "under Harper")."""
    gender: Gender = ""
    former: bool = False
    party: bool = False
    expert: bool = False
    official: bool = False


def takes_side(role: Role) -> bool:
    """Whether somebody with this role speaks for the same country or body as the person they serve."""
    return role.group_of in OF_STATE | {"leader", "legislator", "party"}
