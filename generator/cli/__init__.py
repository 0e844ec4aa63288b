"""The command `brief`: options, progress, logging and exit codes.

Each group of commands is a module with its options and its body. A command imports what it needs when it runs:
`brief --help`, `brief --version` and a wrong option answer without loading spaCy, WeasyPrint, sumy or pydantic.
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
    """Run the command line; report what the user can correct in one clear line, without a traceback."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy loads: more threads slow small matrices down
    cycles.look_seldom()
    try:
        app()
    except BriefError as error:
        complain(error)
        sys.exit(error.exit_code)
    except (Interrupted, KeyboardInterrupt):
        complain("Interrupted. Nothing was written.")
        sys.exit(_INTERRUPTED)
    except RecursionError as error:
        complain(BriefError(f"the input is nested too deeply ({error})", remedy="Leave that source out."))
        sys.exit(1)
    except MemoryError:
        complain(BriefError("there is not enough memory", remedy="Read fewer stories at once, or use --jobs 1."))
        os._exit(1)  # interpreter shutdown may need memory that is not there
