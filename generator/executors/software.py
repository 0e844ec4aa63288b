"""What results depend on besides their input: this program, its libraries and the language pipeline."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import generator
from generator.analysis import language

_LIBRARIES = ("spacy", "thinc", "numpy")


@functools.cache
def software(pipeline: str = "") -> dict[str, str]:
    """Versions, and hashes of this program and of the pipeline at `pipeline`, if it is not the one that we ship."""
    root = Path(generator.__file__).parent
    found = {"version": generator.__version__}
    packages = (tongue.package for tongue in language.TONGUES.values() if tongue.package)
    found |= {name: metadata.version(name) for name in (*_LIBRARIES, *packages)}
    found["program"] = _digest(root, [*root.rglob("*.py"), *(root / "data").rglob("*")])
    if pipeline:
        folder = Path(language.load(pipeline).path or pipeline)
        found["pipeline"] = _digest(folder, folder.rglob("*"))
    return found


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    """The hash of files and of their names within `folder`."""
    files = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file() and path.suffix != ".pyc"}
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{hashlib.sha256(files[name].read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()[:12]
