"""References between clauses, told from the words and resolved to addresses: one small module for each form."""
