"""Gathers everything into a `Brief`.

`plan` does once what does not depend on the space: which passages may be printed at all. `gather` fills a given
space, as often as the page count asks for it; `spare` names what would come next.
"""

from generator.drafting.brief.gathering import NAME, gather, spare
from generator.drafting.brief.planning import Plan, plan

__all__ = ["NAME", "Plan", "gather", "plan", "spare"]
