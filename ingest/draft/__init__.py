"""A draft fee schedule from a document's tables, for a person to check; and a checked one taken into use."""
