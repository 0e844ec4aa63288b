"""A larger parser that labels news for the shipped one to learn from (needs the extra ``teacher``)."""
