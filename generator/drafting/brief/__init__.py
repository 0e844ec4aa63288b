"""Gathers everything into a `Brief`.

`plan` does once what does not depend on the space: it decides which passages may be printed at all. `gather` fills a
given space, as often as the page count requires; `spare` names what would be printed next.
"""

from generator.drafting.brief.gathering import NAME, gather, spare
from generator.drafting.brief.planning import Plan, plan

__all__ = ["NAME", "Plan", "gather", "plan", "spare"]
