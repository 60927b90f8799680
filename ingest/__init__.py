"""Files in, clauses out, generation published (DESIGN.md, "How a document travels")."""
