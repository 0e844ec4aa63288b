"""`python -m generator` is the command `brief`."""

from generator.cli import main

main()
