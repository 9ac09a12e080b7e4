"""An attack on the release: `python tests/attack.py --datasets 300 --shuffles 3 --attacked 40 --seed N`.

What docs/privacy.md promises is attacked with code of its own (tests/attacks); swit_data is called as a black box:

- **Shuffle**: the rows of each block (a characteristic with the answers of the dimensions it splits) are moved between
  people who were asked about just the same; then the answers to each personal question between those asked. Nothing
  may change.
- **Solver**: whole numbers of people in each cell of the cross-table of both characteristics, bound by everything that
  the published tables say. HiGHS tries to put k people into each cell that truly holds 1 to k - 1; if it cannot, the
  cell is proved small. The same code has to break a naive release of the same data.
- **Witness**: for each of these cells a whole other dataset with the same release in which it holds k people, counted
  one by one. So a wrong solver cannot pass.
- **Targets**: everything one release says of a question, for all, by level, by target and by group, with any weights.
- **Releases**: the same over all releases and rounds of a pilot, to which imports, corrections, undos and withdrawals
  happened by chance; and constructed cases that broke the release once.
- **Ledger**: bits that flip, files and folders that are lost.
- **Unanimity**: results on which all, or all but one, agree.
- **Mutations**: each rule is switched off, and a named test has to notice.

The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # run as a command
    sys.path.insert(0, str(ROOT))

from tests.attacks.figures import figures  # noqa: E402


def main() -> None:
    """Run the attack and print what came of it."""
    parser = argparse.ArgumentParser(
        description="Attack the release with shuffles, a solver, witnesses, sums and faults."
    )
    parser.add_argument("--datasets", type=int, default=10)
    parser.add_argument("--shuffles", type=int, default=3)
    parser.add_argument("--attacked", type=int, default=3)
    parser.add_argument("--sequences", type=int, default=40)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutations", action=argparse.BooleanOptionalAction, default=True)

    def tell(line: str) -> None:
        print(line, flush=True)  # noqa: T201 - a terminal program prints

    tell(json.dumps(asdict(figures(parser.parse_args(), tell))))


if __name__ == "__main__":
    main()
