"""The scheduled job: when it runs, what it reads, what it remembers, and who gets the brief."""
