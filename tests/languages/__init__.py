"""What each language says for the claims that all languages must keep: one file for each, named by its code."""
