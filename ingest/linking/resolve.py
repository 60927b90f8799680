"""A mention's steps, walked from where its clause stands, to the clauses they lead to and to what is not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.linking.place import Path, Place, article_number, item_label, paragraph_number
from ingest.linking.step import Level, Mention, Step
from ingest.linking.words import alike, same_name
from knowledge.address import ClauseAddress


@dataclass(frozen=True)
class Found:
    """paths: what is held; missing: what is not, as printed."""

    paths: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Here:
    """The clause that refers, and what it referred to last (for 同条, 同項)."""

    place: Place
    path: Path
    before: Path | None = None


def resolve(mention: Mention, here: Here, printed: str) -> Found:
    """Every clause that fits, in the order of the document; printed is what a name that cannot be told is called by."""
    found = _first(mention, here, printed)
    for step in mention.steps[1:]:
        found = _down(step, found, here.place)
    return Found(tuple(dict.fromkeys(found.paths)), tuple(dict.fromkeys(found.missing)))


def _first(mention: Mention, here: Here, printed: str) -> Found:
    step, place = mention.steps[0], here.place
    if step.level is Level.CHAPTER:
        return _chapter(step, here, printed)
    if step.level is Level.ARTICLE:
        return _article(step, mention.caption, here, printed)
    base = place.article_of(here.before if step.how == "same" and here.before else here.path)
    if step.level is Level.PARAGRAPH:
        if step.how == "number":
            return _down(step, Found((base,)), place)
        return _paragraph(step, base, here, printed)
    return _item(step, here, printed)


def _chapter(step: Step, here: Here, printed: str) -> Found:
    """A document read without its chapters (the shipped edition) holds none and misses none."""
    if not here.place.has_chapters:
        return Found()
    own = here.place.chapter_number(here.path)
    number = step.value[0] if step.how == "number" else _near(own, step)
    paths = here.place.chapter(number) if number is not None else []
    return Found(tuple(paths)) if paths else Found(missing=(f"第{number}章" if number else printed,))


def _near(own: int | None, step: Step) -> int | None:
    if own is None:
        return None
    return own + {"before": -1, "after": 1}.get(step.how, 0)


def _article(step: Step, caption: str, here: Here, printed: str) -> Found:
    place = here.place
    own = place.article_of(here.path)
    if step.how == "own":
        return Found((own,))
    if step.how == "same":
        return Found((place.article_of(here.before) if here.before else own,))
    if step.how == "number":
        return _numbered(step, caption, here)
    return _articles_near(step, own, place, printed)


def _numbered(step: Step, caption: str, here: Here) -> Found:
    place = here.place
    if step.until:
        return _range(step, here)
    paths = place.numbered_articles(step.value, here.path)
    if not paths:
        return Found(missing=(article_name(step.value),))
    if caption and not any(alike(place.held[p].heading, caption) for p in paths):
        named = [p for p in place.articles if same_name(place.held[p].heading) == same_name(caption)]
        paths = [*paths, *named]
    return Found(tuple(paths))


def _range(step: Step, here: Here) -> Found:
    """All articles from the first to the last, branches between them too."""
    paths = tuple(p for p in here.place.article_run(here.path) if step.value <= article_number(p[-1]) <= step.until)
    held = {article_number(p[-1])[0] for p in paths}
    missing = tuple(article_name((n,)) for n in range(step.value[0], step.until[0] + 1) if n not in held)
    return Found(paths, missing)


def _articles_near(step: Step, own: Path, place: Place, printed: str) -> Found:
    """前条 is the article printed right before, and only where no number is left out between the two."""
    run = place.article_run(own)
    numbers = list(dict.fromkeys(article_number(p[-1]) for p in run))
    number = article_number(own[-1])
    if number not in numbers:
        return Found(missing=(printed,))
    sign = -1 if step.how == "before" else 1
    at, current = numbers.index(number), number
    wanted: list[tuple[int, ...]] = []
    missing: tuple[str, ...] = ()
    for _ in range(step.value[0] if step.value else at):
        at += sign
        following = numbers[at] if 0 <= at < len(numbers) else None
        if following is None or not _adjoin(*((following, current) if sign < 0 else (current, following))):
            gap = current[0] + sign
            missing = (article_name((gap,)) if gap > 0 else printed,)
            break
        wanted.append(following)
        current = following
    return Found(tuple(p for p in run if article_number(p[-1]) in wanted), missing)


def _adjoin(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """第11条 follows 第10条 and 第10条の3; 第10条の2 follows 第10条."""
    if second[0] == first[0] + 1:
        return len(second) == 1
    return second[0] == first[0] and len(second) > 1 and second[-1] == (first[-1] + 1 if len(first) == len(second) else 2)


def _paragraph(step: Step, base: Path, here: Here, printed: str) -> Found:
    place = here.place
    around = here.before if step.how == "same" and here.before else here.path
    own = place.paragraph_of(around)
    if step.how in ("own", "same"):
        return Found((own or base,))
    number = paragraph_number(own[-1]) if own else None
    if number is None:
        return _among_siblings(step, here, printed) if not place.paragraphs(base) else Found(missing=(printed,))
    if step.how == "earlier":
        wanted = range(1, number)
    else:
        count = step.value[0]
        wanted = range(max(1, number - count), number) if step.how == "before" else range(number + 1, number + count + 1)
    if not wanted:
        return Found(missing=(printed,))
    return _merge([_down(Step(Level.PARAGRAPH, "number", (n,)), Found((base,)), place) for n in wanted])


def _item(step: Step, here: Here, printed: str) -> Found:
    place = here.place
    own = place.item_of(here.path)
    if step.how == "number":
        above = _outermost(here.path)
        return _down(step, Found((above,)), place)
    if step.how == "below":
        return Found(tuple(place.items(here.path)))
    if step.how in ("own", "same"):
        return Found((own,)) if own else Found(missing=(printed,))
    if own is None:
        paths = place.items(here.path) if step.how == "earlier" else []
        return Found(tuple(paths)) if paths else Found(missing=(printed,))
    return _among_siblings(step, here, printed)


def _among_siblings(step: Step, here: Here, printed: str) -> Found:
    """前号, 前各号, and 前項 where lists of (1), (2) take the place of paragraphs: told by the order of the list."""
    own = here.place.item_of(here.path)
    if own is None:
        return Found(missing=(printed,))
    row = [p for p in here.place.children(own[:-1]) if item_label(p[-1])]
    at = row.index(own) if own in row else 0
    count = step.value[0] if step.value else at
    paths = row[at + 1 : at + 1 + count] if step.how == "after" else row[max(0, at - count) : at]
    return Found(tuple(paths)) if paths else Found(missing=(printed,))


def _outermost(path: Path) -> Path:
    """The path above its first item: the list that a bare 第1号 counts in."""
    return next((path[:n] for n, part in enumerate(path) if n and item_label(part)), path)


def _down(step: Step, found: Found, place: Place) -> Found:
    return (
        Found(missing=tuple(name + _printed(step) for name in found.missing if not found.paths))
        if not found.paths
        else _merge([_below(step, path, place) for path in found.paths], found.missing)
    )


def _below(step: Step, path: Path, place: Place) -> Found:
    if step.level is Level.PARAGRAPH:
        return _paragraph_below(step, path, place)
    if step.how == "every":
        every = place.items(path)
        return Found(tuple(every)) if every else Found((), (_name(path, place) + "各号",))
    if step.level is Level.SUBITEM:
        paths = [p for p in place.children(path) if item_label(p[-1]) == step.label]
        return Found(tuple(paths)) if paths else Found(missing=(_name(path, place) + step.label,))
    return _merge([_one_item(n, path, place) for n in _numbers(step)])


def _paragraph_below(step: Step, path: Path, place: Place) -> Found:
    """第1項 of an article that has no numbered paragraphs is the article itself."""
    if step.how == "every":
        return Found(tuple(place.paragraphs(path)) or (path,))
    out = []
    for number in _numbers(step):
        paths = [p for p in place.paragraphs(path) if paragraph_number(p[-1]) == number]
        if not paths and number == 1 and not place.paragraphs(path):
            paths = [path]
        out.append(Found(tuple(paths)) if paths else Found(missing=(_name(path, place) + f"第{number}項",)))
    return _merge(out)


def _one_item(number: int, path: Path, place: Place) -> Found:
    paths = [p for p in place.items(path) if item_label(p[-1]) == f"({number})"]
    return Found(tuple(paths)) if paths else Found(missing=(_name(path, place) + f"第{number}号",))


def _numbers(step: Step) -> range:
    return range(step.value[0], (step.until or step.value)[0] + 1)


def _merge(found: Sequence[Found], missing: tuple[str, ...] = ()) -> Found:
    return Found(tuple(p for f in found for p in f.paths), (*missing, *(m for f in found for m in f.missing)))


def article_name(number: tuple[int, ...]) -> str:
    return f"第{number[0]}条" + "".join(f"の{branch}" for branch in number[1:])


def _name(path: Path, place: Place) -> str:
    return ClauseAddress(place.document.document, path).printed


def _printed(step: Step) -> str:
    if step.how == "every":
        return "各号" if step.level is Level.ITEM else "各項"
    return step.label or f"第{step.value[0]}" + ("項" if step.level is Level.PARAGRAPH else "号")
