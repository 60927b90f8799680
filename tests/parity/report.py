"""`python -m tests.parity.report`: what differs between the originals and the shipped edition, by document, for a person to act on."""

from __future__ import annotations

import sys
from collections import Counter

from tests.parity.allowed import allowed, judged, rules
from tests.parity.compare import differences
from tests.parity.editions import SEEDS, TERMS, originals, shipped


def main() -> int:
    if not SEEDS.is_dir():
        print(f"the source documents are not at {SEEDS}", file=sys.stderr)
        return 1
    ours = shipped()
    files = {path.stem: path for path in TERMS.rglob("*.md")}
    found = differences(originals(), ours, rules())
    open_, gone = judged(found)
    meant = Counter(difference.at.partition("#")[0] for difference in found if difference in allowed())
    for document in ours:
        mine = [difference for difference in open_ if difference.at.partition("#")[0] == document]
        print(f"{document}: {len(ours[document])} clauses, {len(mine)} differences, {meant[document]} meant")
        for difference in mine:
            print(f"  {files[document].relative_to(TERMS.parents[1])}: {difference}")
    for difference in gone:
        print(f"tests/parity/allowed.yaml: no longer occurs, take it out: {difference}")
    return 1 if open_ or gone else 0


if __name__ == "__main__":
    sys.exit(main())
