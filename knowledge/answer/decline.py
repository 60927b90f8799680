"""Questions that are not answered from any terms: no provider named, another company's, or not on terms at all."""

from __future__ import annotations

from knowledge.answer.desk import Desk
from knowledge.answer.draft import Draft
from knowledge.answer.model import Ask
from knowledge.question.request import Request


def needs_provider(desk: Desk, request: Request) -> Draft:
    """Providers are never mixed into one answer: an unknown one is asked for."""
    named = request.named_providers or tuple(desk.generation.providers)
    names = tuple(desk.provider(p).name for p in named)
    question = "どの会社（サービス）についてのご質問ですか。"
    return Draft(
        status="needs_detail",
        conclusion="会社によって定めが異なるため、どの会社の約款についてか教えてください。",
        lines=tuple(f"・{n}" for n in names),
        ask=(Ask(need="provider", question=question, options=names),),
        route="declined",
    )


def out_of_scope(desk: Desk, request: Request) -> Draft:
    names = "、".join(p.name for p in desk.generation.providers.values())
    if request.not_held:
        conclusion = f"「{request.not_held}」の約款は手元にないため、お答えできません。"
    else:
        conclusion = "約款・重要事項説明についてのご質問ではないようなので、お答えできません。"
    return Draft(
        status="out_of_scope",
        conclusion=conclusion,
        lines=(f"{names}の料金、解約、個人情報の取扱いなどについてお尋ねください。",),
        provider=request.provider,
        route="declined",
    )
