"""The tense of a cue."""

from __future__ import annotations

from typing import Literal

Time = Literal["past", "present", "future"]
