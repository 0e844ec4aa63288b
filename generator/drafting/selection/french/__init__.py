"""What a French passage needs so that it can be read alone: full names, dates, no dangling first words."""

from __future__ import annotations

from generator.drafting.selection.french.dates import dated
from generator.drafting.selection.french.leaning import connective, leans, pronoun_speaks
from generator.drafting.selection.french.naming import FrenchNaming, full_name

__all__ = ["FrenchNaming", "connective", "dated", "full_name", "leans", "pronoun_speaks"]
