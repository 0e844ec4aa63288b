"""Makes many changes of each format, prints how many were found, and fails if one was not."""

from __future__ import annotations

import sys
from collections import Counter

from generator.documents.renderers import Press
from mutations import FORMATS, Tally, run

tally, count = Tally(), int(sys.argv[1]) if len(sys.argv) > 1 else 1000
with Press() as press:
    for form in FORMATS:
        run(form, count, tally, press)
        sys.stdout.write(f"{tally.table()}\n\n")
        sys.stdout.flush()
by_place: Counter[str] = Counter()
for (form, mode, _, place), made in tally.made.items():
    by_place[f"{form}, {mode}, {place}"] += made
sys.stdout.writelines(f"{what}: {made}\n" for what, made in sorted(by_place.items()))
sys.stdout.writelines(f"missed: {line}\n" for line in tally.missed)
sys.exit(1 if tally.missed else 0)
