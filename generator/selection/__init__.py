"""What to print: summaries, copies of a story, repeated statements, conflicts, and passages that stand alone."""

from generator.rankers.copies import copies
from generator.selection.choose import Budget, choose
from generator.selection.leaning import is_vague
from generator.selection.redundancy import Disagreement, Groups, conflicts, same_statements
from generator.selection.standalone import Standing, introduced, stand_alone
from generator.selection.summary import summarize

__all__ = [
    "Budget",
    "Disagreement",
    "Groups",
    "Standing",
    "choose",
    "conflicts",
    "copies",
    "introduced",
    "is_vague",
    "same_statements",
    "stand_alone",
    "summarize",
]
