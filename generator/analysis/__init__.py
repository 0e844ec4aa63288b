"""How a story is read: `Article` → `Document`, with its sentences, who says what, and who speaks for whom."""
