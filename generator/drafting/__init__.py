"""How a note is made: `Document`s → `Brief`, that is what goes into it, where, and in which words."""
