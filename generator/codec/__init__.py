"""Values as bytes and back: briefs as JSON, analysed stories as compressed JSON."""
