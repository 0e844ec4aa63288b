"""What a French passage needs to be read alone; the counterpart of `leading`, `naming` and `dates` for English."""

from __future__ import annotations

from generator.drafting.selection.french.dates import dated
from generator.drafting.selection.french.leaning import connective, leans, pronoun_speaks
from generator.drafting.selection.french.naming import Naming, full_name

__all__ = ["Naming", "connective", "dated", "full_name", "leans", "pronoun_speaks"]
