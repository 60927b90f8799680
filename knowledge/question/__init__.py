"""A question into a typed request: dates, counts, items, customers' words, what is missing."""
