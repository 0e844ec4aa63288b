"""How a brief is shown: `Brief` → bytes of one format."""
