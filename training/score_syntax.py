"""Score tags, trees, lemmas and sentence ends on raw text, words aligned by their letters as in CoNLL 2018."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from training.treebank import Sentence, TreebankDocument

METRICS = ("words", "sentences", "upos", "xpos", "lemma", "uas", "las", "las_universal")
Paragraphs = Sequence[Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class Node:
    """A word placed by its letters: ``(start, end)`` counts letters only, no whitespace; so does the head."""

    place: tuple[int, int]
    upos: str
    xpos: str
    lemma: str
    head: tuple[int, int] | None
    deprel: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words and sentences of one text."""

    nodes: dict[tuple[int, int], Node]
    sentences: frozenset[tuple[int, int]]


def score_documents(
    nlp: Language, documents: Iterable[TreebankDocument], separator: str | None, gold_ends: bool = False
) -> dict[str, float]:
    """F1 of each metric; ``separator`` joins the paragraphs of a document, ``None`` feeds them one by one."""
    texts: list[Paragraphs] = []
    for document in documents:
        texts += [[p] for p in document.paragraphs] if separator is None else [document.paragraphs]
    joint = "" if separator is None else separator
    docs = _analysed(nlp, texts, joint, gold_ends)
    counts: Counter[str] = Counter()
    for paragraphs, doc in zip(texts, docs, strict=True):
        counts += compare(gold_analysis(paragraphs), system_analysis(doc))
    return figures(counts)


def raw_text(paragraphs: Paragraphs, separator: str) -> str:
    """The text of treebank paragraphs."""
    return separator.join(
        "".join(w.form + " " * w.space_after for sentence in paragraph for w in sentence).strip()
        for paragraph in paragraphs
    )


def _analysed(nlp: Language, texts: list[Paragraphs], separator: str, gold_ends: bool) -> Iterable[Doc]:
    """The pipeline's analysis of each text, its sentence ends given beforehand if asked."""
    docs = [nlp.make_doc(raw_text(paragraphs, separator)) for paragraphs in texts]
    if gold_ends:
        for paragraphs, doc in zip(texts, docs, strict=True):
            _give_sentence_ends(doc, gold_analysis(paragraphs))
    return nlp.pipe(docs)


def _give_sentence_ends(doc: Doc, gold: Analysis) -> None:
    """Mark the sentence starts of ``gold`` in ``doc``."""
    starts = {start for start, _ in gold.sentences}
    letters = 0
    for token in doc:
        if token.is_space:
            token.is_sent_start = False
            continue
        token.is_sent_start = letters in starts or token.i == 0
        letters += _letters(token.text)


def gold_analysis(paragraphs: Paragraphs) -> Analysis:
    """The treebank's analysis."""
    nodes: dict[tuple[int, int], Node] = {}
    sentences = []
    letters = 0
    for sentence in (s for paragraph in paragraphs for s in paragraph):
        places = []
        for word in sentence:
            places.append((letters, letters + _letters(word.form)))
            letters = places[-1][1]
        sentences.append((places[0][0], letters))
        for word, place in zip(sentence, places, strict=True):
            head = places[word.head - 1] if word.head else None
            deprel = word.deprel if word.head else "root"
            nodes[place] = Node(place, word.upos, word.xpos, word.lemma, head, deprel)
    return Analysis(nodes, frozenset(sentences))


def system_analysis(doc: Doc) -> Analysis:
    """The pipeline's analysis, whitespace tokens left out."""
    places: list[tuple[int, int]] = []
    letters = 0
    for token in doc:
        size = 0 if token.is_space else _letters(token.text)
        places.append((letters, letters + size))
        letters += size
    nodes = {}
    for token in doc:
        if not token.is_space:
            head = None if token.head is token or token.head == token else places[token.head.i]
            deprel = "root" if head is None else token.dep_
            place = places[token.i]
            nodes[place] = Node(place, token.pos_, token.tag_, token.lemma_, head, deprel)
    spans = ((places[s.start][0], places[s.end - 1][1]) for s in doc.sents)
    return Analysis(nodes, frozenset(span for span in spans if span[0] < span[1]))


def _letters(text: str) -> int:
    """Number of characters that are no whitespace."""
    return sum(not c.isspace() for c in text)


def compare(gold: Analysis, system: Analysis) -> Counter[str]:
    """Counts of right words by metric, and of the gold and system words and sentences."""
    counts: Counter[str] = Counter()
    counts["gold_words"], counts["system_words"] = len(gold.nodes), len(system.nodes)
    counts["gold_sentences"], counts["system_sentences"] = len(gold.sentences), len(system.sentences)
    counts["sentences"] = len(gold.sentences & system.sentences)
    for place, right in gold.nodes.items():
        found = system.nodes.get(place)
        if found is None:
            continue
        attached = found.head == right.head
        counts["words"] += 1
        counts["upos"] += found.upos == right.upos
        counts["xpos"] += found.xpos == right.xpos
        counts["lemma"] += right.lemma in ("_", found.lemma)
        counts["uas"] += attached
        counts["las"] += attached and found.deprel.lower() == right.deprel
        universal = found.deprel.lower().partition(":")[0] == right.deprel.partition(":")[0]
        counts["las_universal"] += attached and universal
        if right.upos != "PUNCT":
            counts["gold_content"] += 1
            counts["las_no_punct"] += attached and found.deprel.lower() == right.deprel
    return counts


def figures(counts: Counter[str]) -> dict[str, float]:
    """F1 of each metric, and spaCy's own measure (labels in full, punctuation left out, recall of words)."""
    values = {}
    for metric in METRICS:
        unit = "sentences" if metric == "sentences" else "words"
        values[metric] = 2 * counts[metric] / max(1, counts[f"gold_{unit}"] + counts[f"system_{unit}"])
    values["las_no_punct"] = counts["las_no_punct"] / max(1, counts["gold_content"])
    return {name: round(value, 4) for name, value in values.items()}
