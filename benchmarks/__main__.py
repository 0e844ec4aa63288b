"""Run the benchmarks and renew their tables: `python -m benchmarks [NAMES…] [--quick]`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.measure import Setting, say
from benchmarks.parts import PARTS, measured
from benchmarks.report import README, renew, require


def main() -> int:
    """Run part after part; 1 if one of them failed."""
    asked = _asked()
    setting = Setting(quick=asked.quick, most=asked.most, limit=asked.limit)
    failed = []
    for part in asked.names:
        say(f"{part} …")
        start = time.perf_counter()
        try:
            tables = measured(part, setting)
        except Exception as error:  # whatever it is, the other parts shall run
            failed.append(part)
            say(f"{part} failed: {type(error).__name__}: {error}")
            continue
        print(f"\n## {part}\n\n" + "\n\n".join(table.markdown() for table in tables), flush=True)
        if asked.readme:
            renew(asked.readme, part, tables)
        say(f"{part} took {time.perf_counter() - start:.0f} s")
    if failed:
        say(f"Without figures: {', '.join(failed)}. Run them again by their names.")
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"parts to run: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="small sizes, to try the runner; keeps the README")
    parser.add_argument("--most", type=int, default=10_000, help="stories of the largest brief (default: 10000)")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds for a ranker of others (default: 300)")
    parser.add_argument("--readme", type=Path, help="write the tables into this file, which has their markers")
    asked = parser.parse_args()
    for name in asked.names:
        if name not in PARTS:
            parser.error(f"there is no part '{name}'; name some of: {', '.join(PARTS)}")
    if asked.readme is None and not asked.quick:
        asked.readme = README
    asked.names = asked.names or list(PARTS)
    if asked.readme:
        try:
            require(asked.readme, asked.names)
        except (OSError, ValueError) as error:
            parser.error(str(error))
    return asked


if __name__ == "__main__":
    sys.exit(main())
