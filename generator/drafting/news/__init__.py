"""What a brief tells that the one before did not: lines that are new or changed, and stories taken back."""

from generator.drafting.news.comparing import Change, Changes, compare
from generator.drafting.news.feeds import Entry, gone
from generator.drafting.news.marking import has_news, mark

__all__ = ["Change", "Changes", "Entry", "compare", "gone", "has_news", "mark"]
