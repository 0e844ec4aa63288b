"""The parts by name: each is a module with a function `tables`, imported when it runs."""

from __future__ import annotations

import importlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from benchmarks.measure import Setting, Table

PARTS = {
    "cold": "benchmarks.cold",
    "scale": "benchmarks.scale",
    "warm": "benchmarks.warm",
    "ranking": "benchmarks.ranking",
    "incremental": "benchmarks.job",
    "verify": "benchmarks.verify",
    "renditions": "benchmarks.documents",
}


def measured(part: str, setting: Setting) -> list[Table]:
    """The tables of a part, from a process of its own.

    A command's memory counts from that of the process that starts it, so that process shall be small and new.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_tables, part, setting).result()


def _tables(part: str, setting: Setting) -> list[Table]:
    found: list[Table] = importlib.import_module(PARTS[part]).tables(setting)
    return found
