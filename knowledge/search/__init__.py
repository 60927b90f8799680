"""Embedding, lexical index, fusion, the retriever."""
