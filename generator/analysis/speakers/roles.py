"""What the words of an article say somebody is: office or trade, whether still held, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.lexicon import Gender

OF_STATE = frozenset(
    {"head_of_state", "head_of_government", "deputy_head", "minister", "spokesperson"}
    | {"adviser", "diplomat", "military", "official"}
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the words give it."""

    line: int
    start: int
    end: int
    text: str
    group_of: str = ""
    """Class of the head noun ("minister", "expert" …), "" where there is only an affiliation."""
    noun: str = ""
    """The head noun in the singular."""
    plural: bool = False
    collective: bool = False
    """The head noun is a body ("ministry", "company")."""
    group: str = ""
    """Country or body, where the words name one."""
    region: bool = False
    owner: tuple[int, int] | None = None
    """Words of a person or pronoun whose office or side this is ("Putin’s adviser", "his spokesman")."""
    served: bool = False
    """It was held in the government of the owner ("in the Obama administration", "under Harper")."""
    gender: Gender = ""
    former: bool = False
    party: bool = False
    expert: bool = False
    official: bool = False


def takes_side(role: Role) -> bool:
    """Whether who has such a role speaks for the side of the person whose aide or officer he is."""
    return role.group_of in OF_STATE | {"leader", "legislator", "party"}
