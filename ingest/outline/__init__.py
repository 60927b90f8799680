"""The grammar of originals: one small module for each production, and a builder that puts what they find into a tree."""
