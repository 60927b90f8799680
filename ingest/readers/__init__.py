"""Readers: one for each format, from a file's bytes to its text with what the format says of each line."""
