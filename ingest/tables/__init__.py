"""Tables of a document as typed values: cells with their heads, amounts with tax side, unit, period and footnotes."""
