"""How a brief is drafted: `Document`s → `Brief`, which holds what is printed, where and in which words."""
