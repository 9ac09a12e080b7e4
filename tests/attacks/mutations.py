@dataclass(frozen=True)
class Mutation:
    """A rule, the texts that switch it off (file, found, put there), and the test that must go red."""

    rule: str
    patches: tuple[tuple[str, str, str], ...]
    test: str


_PRIVACY = "tests/release/test_privacy.py"
_EVERY_SPLIT = """join (
    select distinct groups.pilot, groups.round, dimensions.dimension, rank, characteristic, category, category_group
    from split_groups groups
    join (select distinct pilot, round, dimension from split_groups) dimensions using (pilot, round)
) every_split using (pilot, round, characteristic, category);"""
_LONG_GROUPS = """from split_people
join shown_splits using (scope, dimension, rank)
qualify count(*) over (partition by place, dimension, rank, category_group) >= 5;"""
MUTATIONS = (
    Mutation(
        "rule 1, no pooling: people of every pilot and round are counted in each",
        (
            (
                "swit_data/release/sql/given.sql",
                "join place_targets using (pilot, round, respondent_class, stakeholder_type, target)",
                "join place_targets using (respondent_class, stakeholder_type, target)",
            ),
            (
                "swit_data/release/sql/given.sql",
                "there using (pilot, round, stakeholder_type)",
                "there using (stakeholder_type)",
            ),
        ),
        f"{_PRIVACY}::test_joined_minus_the_other_pilots_tells_nothing",
    ),
    Mutation(
        "rule 3, one split a dimension: every dimension is split by every characteristic",
        (
            (
                "swit_data/release/sql/splits.sql",
                "join split_groups using (pilot, round, characteristic, category);",
                _EVERY_SPLIT,
            ),
        ),
        f"{_PRIVACY}::test_a_shuffle_of_the_blocks_changes_no_byte",
    ),
    Mutation(
        "rule 3, one split a dimension: a later release may show a finer one",
        (
            (
                "swit_data/release/ledger.py",
                "for key, rank in entry.splits.items()}",
                "for key, rank in entry.splits.items() if rank < 0}",
            ),
        ),
        f"{_PRIVACY}::test_a_split_once_published_is_never_a_finer_one",
    ),
    Mutation(
        "rule 4, whole partition or nothing: a split is shown whoever is short",
        (
            (
                "swit_data/release/sql/splits.sql",
                "anti join short_groups using (scope, dimension, rank)\n",
                "",
            ),
        ),
        f"{_PRIVACY}::test_every_published_group_has_k_people",
    ),
    Mutation(
        "rule 4, whole partition or nothing: only the short groups are left out",
        (
            (
                "swit_data/release/sql/splits.sql",
                "anti join short_groups using (scope, dimension, rank)\n",
                "",
            ),
            (
                "swit_data/release/sql/splits.sql",
                "from split_people\njoin shown_splits using (scope, dimension, rank);",
                _LONG_GROUPS,
            ),
        ),
        f"{_PRIVACY}::test_the_groups_of_a_split_are_everybody_or_none_is_published",
    ),
    Mutation(
        "rule 4, asked: a split is shown whoever was asked a personal question",
        (
            (
                "swit_data/release/sql/splits.sql",
                "anti join short_asked using (scope, dimension, rank)\n",
                "",
            ),
        ),
        f"{_PRIVACY}::test_who_was_asked_a_personal_question_is_k_people_of_every_group_shown",
    ),
    Mutation(
        "rule 7, re-release: any number of people may come or go",
        (("swit_data/release/ledger.py", "if 0 < moved < k:", "if moved < 0:"),),
        f"{_PRIVACY}::test_before_and_after_a_late_interview",
    ),
)


def mutations_caught(tell: Callable[[str], None]) -> Iterator[tuple[Mutation, bool]]:
    """Give each mutation, and whether its test is green without it and red with it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        _copy(copy)
        for mutation in MUTATIONS:
            green = _passes(copy, mutation.test)
            if not green:
                tell(f"{mutation.test} is red without any mutation")
            yield mutation, green and not _passes(copy, mutation.test, mutation.patches)


def _copy(copy: Path) -> None:
    leave = shutil.ignore_patterns("__pycache__", "screenshots", ".git", ".hypothesis")
    for name in ("swit_data", "tests", "data"):
        shutil.copytree(ROOT / name, copy / name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", copy)


def _passes(copy: Path, test: str, patches: Sequence[tuple[str, str, str]] = ()) -> bool:
    """Run a test in the copy, with some texts replaced while it runs."""
    before = {copy / name: (copy / name).read_text("utf-8") for name, _, _ in patches}
    for name, found, put in patches:
        text = (copy / name).read_text("utf-8")
        if text.count(found) != 1:
            raise ValueError(
                f"{name}: {found!r} stands there {text.count(found)} times; correct the mutation"
            )
        (copy / name).write_text(text.replace(found, put), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n0",
        "--no-cov",
        "-p",
        "no:cacheprovider",
        test,
    ]
    done = subprocess.run(command, cwd=copy, capture_output=True, check=False)  # noqa: S603 - our own test
    for path, text in before.items():
        path.write_text(text, "utf-8")
    said = done.stdout.decode()
    # A mutation that does not run at all is not caught: the test has to fail on what it asserts.
    if done.returncode not in (0, 1) or (done.returncode == 1 and "AssertionError" not in said):
        raise RuntimeError(said)
    return done.returncode == 0


def main() -> None:
    """Run the attack and print what came of it."""
    parser = argparse.ArgumentParser(
        description="Attack the release with shuffles, a solver and witnesses."
    )
    parser.add_argument("--datasets", type=int, default=10)
    parser.add_argument("--shuffles", type=int, default=3)
    parser.add_argument("--attacked", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutations", action=argparse.BooleanOptionalAction, default=True)

    def tell(line: str) -> None:
        print(line, flush=True)  # noqa: T201 - a terminal program prints

    tell(json.dumps(vars_of(figures(parser.parse_args(), tell))))


def vars_of(found: Figures) -> dict[str, int]:
    """Return the figures of the last line."""
    names = ("changed", "proved_small", "attacked", "naive_broken", "mutations", "mutations_caught")
    return {name: getattr(found, name) for name in names}


if __name__ == "__main__":
    main()
