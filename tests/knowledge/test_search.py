"""Lexical index, embedding and retriever; nothing of one provider reaches another's answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document

from knowledge.answer.assistant import Assistant
from knowledge.errors import QuestionError
from knowledge.generation import Generation
from knowledge.search.embedding import BuiltInEmbedding, load_embedding
from knowledge.search.lexical import LexicalIndex
from knowledge.search.retriever import Hit, SearchIndex, TermsRetriever
from knowledge.search.tokens import nouns, words
from knowledge.settings import Settings

TEXTS = ["解約は14日前までに連絡する。", "料金は口座振替で支払う。", "", "第9条 解約金は3,300円とする。"]


@pytest.fixture(scope="module")
def index(generation: Generation, settings: Settings) -> SearchIndex:
    return SearchIndex(generation, settings)


def test_words_are_normalised_and_without_particles() -> None:
    assert words("解約の連絡は") == ("解約", "連絡")
    assert words("引越し") == words("引っ越し")
    assert words("第九条") == words("第9条")
    assert words("") == ()
    assert "の" not in words("料金の支払いの方法")


def test_nouns_are_things() -> None:
    assert nouns("名義変更の手数料") == ("名義", "変更", "手数", "料") or "名義" in nouns("名義変更の手数料")
    assert nouns("いくらですか") == ()


def test_lexical_scores() -> None:
    held = LexicalIndex.build(TEXTS)
    scores = held.scores(words("解約の連絡"))
    assert scores.shape == (4,) and scores.argmax() == 0
    assert scores[2] == 0, "an empty clause is never found"
    assert not held.scores(words("天気")).any() and not held.scores(()).any()
    assert held.holds("解約") and not held.holds("天気")
    assert held.weight("天気") > held.weight("連絡") > held.weight("解約") > 0


def test_coverage_is_a_share() -> None:
    held = LexicalIndex.build(TEXTS)
    coverage = held.coverage(words("解約の連絡"))
    assert coverage[0] == pytest.approx(1) and 0 < coverage[3] < 1 and coverage[1] == 0
    assert held.coverage(())[0] == 0
    meant = held.coverage(("天気",), ("連絡",))
    assert 0 < meant[0] <= 1 and meant[1] == 0


def test_lexical_index_is_the_same_after_saving(tmp_path: Path) -> None:
    held = LexicalIndex.build(TEXTS)
    held.save(tmp_path / "x")
    again = LexicalIndex.load(tmp_path / "x")
    assert np.array_equal(held.scores(words("解約金")), again.scores(words("解約金")))


def test_the_built_in_embedding() -> None:
    embedding = load_embedding(None)
    assert isinstance(embedding, BuiltInEmbedding) and load_embedding(None) is embedding
    vectors = np.array(embedding.embed_documents(["解約金はいくら", "違約金の金額", "今日の天気"]))
    assert vectors.shape == (3, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert np.allclose(vectors[0], embedding.embed_query("解約金はいくら"), atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert embedding.embed_documents([]) == []


def test_the_retriever_is_langchains(index: SearchIndex) -> None:
    retriever = TermsRetriever(index, provider="tsubame", top=4)
    found = retriever.invoke("解約の連絡期限は？")
    assert 0 < len(found) <= 4 and all(isinstance(d, Document) for d in found)
    first = found[0]
    assert first.metadata["address"] == "tsubame-hikari-juyo#12/(2)"
    hit = first.metadata["hit"]
    assert isinstance(hit, Hit)
    assert first.page_content == hit.indexed.clause.text and first.id == "summary|tsubame-hikari-juyo#12/(2)"
    assert retriever.batch(["解約の連絡期限は？"])[0][0].id == first.id


@pytest.mark.parametrize(
    ("provider", "question", "address"),
    [
        ("tsubame", "いつまでに言えばやめられる？", "tsubame-hikari-juyo#12/(2)"),
        ("tsubame", "支払い方法は？", "tsubame-hikari-juyo#10/(3)"),
        ("tsubame", "故障したらどこに電話する？", "tsubame-hikari-juyo#15"),
        ("enex", "開示の返事はどうやって届く？", "enex-privacy#5/(3)"),
        ("waiwai", "工事費はいくらかかる？", "waiwai-ryokin#3"),
    ],
)
def test_customers_words_find_the_clause(index: SearchIndex, provider: str, question: str, address: str) -> None:
    hits = TermsRetriever(index, provider=provider, preferred=("tsubame-hikari-juyo",)).hits(question)
    assert address in [str(h.address) for h in hits[:3]]


@pytest.mark.parametrize("question", ["解約金", "個人情報の開示", "工事費"])
def test_a_provider_is_a_hard_filter(index: SearchIndex, generation: Generation, question: str) -> None:
    for provider in generation.providers:
        hits = TermsRetriever(index, provider=provider).hits(question)
        assert {h.indexed.provider for h in hits} <= {provider}


def test_hits_are_in_order_and_scored(index: SearchIndex) -> None:
    hits = TermsRetriever(index, provider="tsubame").hits("解約金はいくら")
    scores = [h.score for h in hits]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0
    assert all(0 <= h.coverage <= 1.0001 and h.similarity >= max(h.clause_similarity, h.ask_similarity) for h in hits)


def test_documents_narrow_the_search(assistant: Assistant) -> None:
    hits = assistant.search("解約", "tsubame", "tsubame-provider-yakkan", 5)
    assert hits and {h.address.document for h in hits} == {"tsubame-provider-yakkan"}


def test_a_search_over_all_providers(assistant: Assistant) -> None:
    hits = assistant.search("個人情報の開示", top=8)
    assert len(hits) == 8 and len({h.indexed.provider for h in hits}) > 1


def test_a_search_in_an_unknown_provider_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="'no-such' is not known"):
        assistant.search("解約", "no-such")


def test_the_nearest_are_found_all(assistant: Assistant) -> None:
    """Chroma's graph is approximate; a near clause that it misses would change an answer from one build to the next."""
    index = assistant.desk.search
    for provider in index.generation.providers:
        collection = index.vectors._client.get_collection(f"terms-{provider}", embedding_function=None)
        vectors = np.asarray(collection.get(include=["embeddings"])["embeddings"], dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        for question in ("解約金はいくら", "何か月目から割引", "個人情報の開示を求める", "工事費を分割で払う", "メールアドレスを追加"):
            asked = np.asarray(index.embedding.embed_query(question), dtype=np.float32)
            exact = np.sort(vectors @ (asked / np.linalg.norm(asked)))[::-1][:80]
            found = np.array([similarity for _, _, similarity in index.vectors.similar(provider, asked.tolist(), 80)])
            assert np.allclose(found, exact[: len(found)], atol=1e-4) and len(found) == len(exact)
