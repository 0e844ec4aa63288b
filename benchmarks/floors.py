"""What is compared with: a few lines for each, run as a process of its own that imports no more than it needs.

python -P floors.py page STORY HTML: the HTML that is printed for a story (to prepare, not to measure).
python -P floors.py print PIPELINE HTML BASE PDF: the language pipeline loaded, that HTML printed.
python -P floors.py sumy TEXT PDF: the LexRank of sumy, its sentences printed without any layout.
python -P floors.py read FILE: the text of a document, whatever its format.
"""

import sys
from collections.abc import Callable
from pathlib import Path

# All imports are late, for what a command imports it pays for.
# ruff: noqa: PLC0415


def page(story: str, html: str) -> None:
    """Write the HTML that is handed to WeasyPrint for a brief of one story."""
    from generator import pipeline
    from generator import profile as profiles
    from generator.documents.renderers.pdf import TEMPLATE
    from generator.documents.renderers.templates import fill

    reading = pipeline.read([story])
    profile = profiles.load("canada-us-russia")
    order = pipeline.Order(profile=profile, formats=("pdf",), pages=profile.style.pages)
    brief = pipeline.build(pipeline.analyse_all(reading.articles), reading, order).brief
    Path(html).write_text(fill(brief, TEMPLATE), encoding="utf-8")


def print_(pipeline: str, html: str, base: str, pdf: str) -> None:
    """Import spaCy, load the pipeline, import WeasyPrint, print the page once in the same variant of PDF."""
    import spacy

    spacy.load(pipeline)
    import weasyprint

    weasyprint.HTML(html, base_url=base).write_pdf(pdf, pdf_variant="pdf/a-3a")


def sumy(text: str, pdf: str) -> None:
    """Rank with sumy, which splits by a regular expression here: its own splitter wants a download."""
    import html
    import re

    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    class Tokenizer:
        def to_sentences(self, paragraph: str) -> tuple[str, ...]:
            return tuple(re.split(r"(?<=[.!?])\s+", paragraph.strip()))

        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple(re.findall(r"[^\W\d_]+", sentence))

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    document = PlaintextParser.from_string(Path(text).read_text(encoding="utf-8"), Tokenizer()).document
    items = "".join(f"<li>{html.escape(str(sentence))}</li>" for sentence in summarizer(document, 10))
    import weasyprint

    weasyprint.HTML(string=f"<h1>Summary</h1><ul>{items}</ul>").write_pdf(pdf)


def read(file: str) -> None:
    """Read the text of a document by the library that knows its format."""
    suffix = Path(file).suffix
    if suffix == ".json":
        import json

        json.loads(Path(file).read_bytes())
    elif suffix == ".html":
        import lxml.html  # type: ignore[import-untyped]

        lxml.html.parse(file).getroot().text_content()
    elif suffix == ".docx":
        import docx

        [paragraph.text for paragraph in docx.Document(file).paragraphs]
    else:
        import pikepdf

        with pikepdf.open(file) as pdf:
            for sheet in pdf.pages:
                pikepdf.parse_content_stream(sheet)


if __name__ == "__main__":
    commands: dict[str, Callable[..., None]] = {"page": page, "print": print_, "sumy": sumy, "read": read}
    commands[sys.argv[1]](*sys.argv[2:])
