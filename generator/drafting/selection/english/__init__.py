"""What an English passage needs to be read alone, and what of it can be compared."""

from __future__ import annotations

from generator.drafting.selection.english.dates import dated
from generator.drafting.selection.english.facts import FACTS
from generator.drafting.selection.english.leading import connectives
from generator.drafting.selection.english.leaning import is_vague, leaning
from generator.drafting.selection.english.naming import EnglishNaming, full_name, short_name

__all__ = ["FACTS", "EnglishNaming", "connectives", "dated", "full_name", "is_vague", "leaning", "short_name"]
