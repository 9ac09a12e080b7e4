@dataclass
class Figures:
    """What the last line says."""

    changed: int = 0
    proved_small: int = 0
    attacked: int = 0
    naive_broken: int = 0
    mutations: int = 0
    mutations_caught: int = 0


def attack(sample: Sample, tables: Tables, cells: Sequence[Cell]) -> set[int]:
    """Return which cells are proved small or have no witness."""
    attacker = Attacker(sample.framework, tables)
    lacking = without_witness(sample, tables, cells)
    return {n for n, cell in enumerate(cells) if attacker.proves_small(cell) or cell in lacking}


def breaks_naive(sample: Sample, cells: Sequence[Cell]) -> bool:
    """Say whether the attacker proves a cell of the naive release small."""
    attacker = Attacker(sample.framework, naive(sample))
    return any(attacker.proves_small(cell) for cell in sorted(cells, key=lambda c: c.order))


def figures(arguments: argparse.Namespace, tell: Callable[[str], None]) -> Figures:
    """Shuffle every dataset, attack those that can be, and switch off rules."""
    random = Random(arguments.seed)  # noqa: S311 - chance, not secrets
    samples = [random_sample(random) for _ in range(arguments.datasets)]
    found = Figures(changed=changed(samples, arguments.shuffles, random))
    tell(f"{len(samples)} datasets, {arguments.shuffles} shuffles each: {found.changed} changed")
    for sample in samples:
        if found.attacked < arguments.attacked:
            _attack_one(found, sample, random, tell)
    if arguments.mutations:
        for mutation, caught in mutations_caught(tell):
            found.mutations += 1
            found.mutations_caught += caught
            tell(f"{mutation.rule}: {'caught' if caught else 'NOT CAUGHT'} by {mutation.test}")
    return found


def _attack_one(
    found: Figures, sample: Sample, random: Random, tell: Callable[[str], None]
) -> None:
    """Attack a dataset that has small cells; splits work in shape 1 as in shape 2, inside a type."""
    cells = small_cells(sample, random) if sample.shape == 2 else []
    if not cells:
        return
    tables = publish([sample])[0]
    small, broken = attack(sample, tables, cells), breaks_naive(sample, cells)
    found.attacked += 1
    found.proved_small += len(small)
    found.naive_broken += broken
    shown = sum(
        shown_partition(sample.framework, name, tables) is not None for name in sample.blocks
    )
    tell(
        f"{found.attacked}: {len(sample.about)} people, {shown} splits shown, {len(cells)} small cells: "
        f"{len(small)} proved small or without witness; naive release {'broken' if broken else 'NOT BROKEN'}"
    )
    for cell in [cells[number] for number in sorted(small)]:
        tell(f"   {dict(cell.of)} {cell.question or ''} {cell.said}: {sample.count(cell)}")
