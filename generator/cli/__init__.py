"""The command `brief`: options, progress, logging and exit codes.

Nothing heavy is imported here: `brief --help`, `brief --version` and a wrong option answer before spaCy, WeasyPrint
or sumy are touched. Each command imports `pipeline` when it runs.
"""

from __future__ import annotations

import os
import sys

from generator import cycles
from generator.cli.app import Interrupted, app
from generator.cli.console import complain
from generator.errors import BriefError

__all__ = ["app", "main"]

_INTERRUPTED = 130  # 128 + SIGINT, as shells expect


def main() -> None:
    """Run the command line; a user's mistake becomes one clear line, never a traceback."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: more threads only slow small matrices down
    cycles.look_seldom()
    try:
        app()
    except BriefError as error:
        complain(error)
        sys.exit(error.exit_code)
    except (Interrupted, KeyboardInterrupt):
        complain("Interrupted; nothing was written.")
        sys.exit(_INTERRUPTED)
    except RecursionError as error:
        complain(BriefError(f"the input is nested too deeply ({error})", remedy="Leave that source out."))
        sys.exit(1)
    except MemoryError:
        complain(BriefError("there is not enough memory", remedy="Read fewer stories at once, or use --jobs 1."))
        os._exit(1)  # interpreter shutdown may need memory that is not there
