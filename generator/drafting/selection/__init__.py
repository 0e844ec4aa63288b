"""What to print: summaries, copies of a story, repeated statements, conflicts, and passages that stand alone."""

from generator.drafting.passages.copies import copies
from generator.drafting.selection.choose import Budget, choose
from generator.drafting.selection.conflicts import Disagreement, conflicts
from generator.drafting.selection.languages import is_vague
from generator.drafting.selection.redundancy import Groups, same_statements
from generator.drafting.selection.standalone import StandAlone, introduced, stand_alone
from generator.drafting.selection.summary import summarize

__all__ = [
    "Budget",
    "Disagreement",
    "Groups",
    "StandAlone",
    "choose",
    "conflicts",
    "copies",
    "introduced",
    "is_vague",
    "same_statements",
    "stand_alone",
    "summarize",
]
