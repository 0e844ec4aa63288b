"""What is new in a brief since the previous one: lines that are new or changed, and retracted stories."""

from generator.drafting.news.comparing import Change, Changes, compare
from generator.drafting.news.feeds import Entry, gone
from generator.drafting.news.marking import has_news, mark

__all__ = ["Change", "Changes", "Entry", "compare", "gone", "has_news", "mark"]
