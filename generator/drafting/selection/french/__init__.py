"""What a French passage needs to be read alone, and what of it can be compared."""

from __future__ import annotations

from generator.drafting.selection.french.dates import dated
from generator.drafting.selection.french.facts import FACTS
from generator.drafting.selection.french.leaning import connectives, is_vague, leaning
from generator.drafting.selection.french.naming import FrenchNaming, full_name, short_name

__all__ = ["FACTS", "FrenchNaming", "connectives", "dated", "full_name", "is_vague", "leaning", "short_name"]
