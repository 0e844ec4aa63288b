"""What `brief analyze` prints about an article: everything that later stages use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.model import Attribution, Certainty, Document, Passage, Placement, Span, Speaker


def analysis_json(document: Document, placements: Sequence[Placement], saliences: Sequence[float]) -> dict[str, Any]:
    """One article's analysis; offsets index `text`."""
    article = document.article
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "path": article.path,
        "text": article.text,
        "paragraphs": [_pair(span) for span in document.paragraphs],
        "sentences": [_pair(sentence.span) for sentence in document.sentences],
        "attributions": [_attribution(attribution) for attribution in document.attributions],
        "passages": [
            _passage(passage, placement, salience)
            for passage, placement, salience in zip(document.passages, placements, saliences, strict=True)
        ],
        "speakers": [speaker_json(speaker) for speaker in document.speakers],
        "warnings": list(document.warnings),
    }


def speaker_json(speaker: Speaker | None) -> dict[str, Any] | None:
    """A speaker's fields by name; None for no speaker."""
    if speaker is None:
        return None
    return {name: getattr(speaker, name) for name in Speaker.__dataclass_fields__}


def certainty_json(certainty: Certainty | None) -> dict[str, Any] | None:
    """A certainty's fields by name; None for no certainty."""
    if certainty is None:
        return None
    return {name: getattr(certainty, name) for name in Certainty.__dataclass_fields__}


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "source": [_pair(span) for span in attribution.source],
        "cue": [_pair(span) for span in attribution.cue],
        "content": [_pair(span) for span in attribution.content],
        "kind": attribution.kind,
        "speaker": speaker_json(attribution.speaker),
        "certainty": certainty_json(attribution.certainty),
        "unresolved": attribution.unresolved,
    }


def _passage(passage: Passage, placement: Placement, salience: float) -> dict[str, Any]:
    return {
        "start": passage.span.start,
        "end": passage.span.end,
        "section": placement.section,
        "confidence": placement.confidence,
        "reason": placement.reason,
        "other": placement.other,
        "evidence": [list(item) for item in placement.evidence],
        "salience": round(salience, 6),
        "kind": passage.kind,
        "speaker": speaker_json(passage.speaker or passage.actor),
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
