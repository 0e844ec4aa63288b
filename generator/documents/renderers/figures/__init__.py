"""Figures drawn from what a brief prints: its dates in a row, and how often each side speaks."""

from __future__ import annotations

from generator.documents.renderers.figures.drawing import Drawing
from generator.documents.renderers.figures.timeline import Moment, Timeline, timeline
from generator.documents.renderers.figures.voices import Side, Voices, speakers, voices

__all__ = ["Drawing", "Moment", "Side", "Timeline", "Voices", "speakers", "timeline", "voices"]
