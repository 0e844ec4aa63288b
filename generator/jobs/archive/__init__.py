"""What is remembered between runs, in SQLite beside the output or in PostgreSQL: stories, analyses, briefs, deliveries.

Nothing here is needed to read a brief. A lost or damaged file is rebuilt from the briefs in the output folder.
"""

from generator.codec.packing import analysis_hash, story_hash
from generator.jobs.archive.analysing import analysed, weighed
from generator.jobs.archive.store import PLACE, Archive
from generator.jobs.archive.values import ArchivedBrief, ArchivedPassage, Delivery, DeliveryState, Run

__all__ = [
    "PLACE",
    "Archive",
    "ArchivedBrief",
    "ArchivedPassage",
    "Delivery",
    "DeliveryState",
    "Run",
    "analysed",
    "analysis_hash",
    "story_hash",
    "weighed",
]
