"""What the vault costs: an import with it and without it in one run, opening, the passphrase, and two ways to seal.

    python -m tests.bench.vault                      # 20,000 interviews
    python -m tests.bench.vault --interviews 2000

`sealed whole` is AES-256-GCM over a parquet file, as the vault does; `modular` is the encryption of pyarrow's Parquet.
"""

from __future__ import annotations

import argparse
import base64
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe

from swit_data import store
from swit_data.store import slots
from tests.bench.large_import import FRAMEWORK, ROOT, write
from tests.vaults import PASSPHRASE, opened


def seconds(job: Callable[[], object], times: int = 3) -> float:
    """Return the least time that a job takes."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        job()
        found.append(time.perf_counter() - began)
    return min(found)


def imported(file: Path, folder: Path, *options: str) -> float:
    """Return how long an import into a new dataset takes, as people start it: processor time of the program."""
    command = [sys.executable, "-m", "swit_data", "import", str(file), "--yes", *options]
    command += ["--framework", str(FRAMEWORK), "--dataset", str(folder)]
    env = {**os.environ, "SWIT_PASSPHRASE": PASSPHRASE}
    began = os.times()
    subprocess.run(command, cwd=ROOT, check=True, env=env, stdout=subprocess.DEVNULL)  # noqa: S603
    ended = os.times()
    return ended.children_user + ended.children_system - began.children_user - began.children_system


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write(place / "export.csv", given.interviews, 1)
        _imports(place, given.times)
        _opening(place)
        _ways(place)


def _imports(place: Path, times: int) -> None:
    """Import in turn, so that a machine that is busy is busy for both; the least counts."""
    found: dict[str, list[float]] = {"vault": [], "plain": []}
    for n in range(times):
        found["plain"].append(imported(place / "export.csv", place / f"plain{n}", "--plain"))
        found["vault"].append(imported(place / "export.csv", place / f"vault{n}"))
    vault, plain = min(found["vault"]), min(found["plain"])
    sys.stdout.write(
        f"import, processor seconds: plain {plain:.2f}, vault {vault:.2f}, ratio {vault / plain:.2f} (wanted 1.5)\n"
    )


def _opening(place: Path) -> None:
    plain = seconds(lambda: store.open_dataset(place / "plain0"))
    derived = seconds(lambda: slots._derived(PASSPHRASE, b"s" * 16, slots.COST))
    with opened(place / "vault0"):
        vault = seconds(lambda: store.open_dataset(place / "vault0"))
        rows = seconds(lambda: store.open_dataset(place / "vault0").table("answers"))
    again = seconds(lambda: store.open_dataset(place / "plain0").table("answers"))
    sys.stdout.write(
        f"opening: plain {plain:.3f} s, vault {vault:.3f} s, Argon2id {derived:.2f} s (wanted 1 s and 1 s); with every "
        f"answer read: plain {again:.3f} s, vault {rows:.3f} s\n"
    )


def _ways(place: Path) -> None:
    """Write and read the largest table of answers in three ways."""
    file = max(
        (place / "plain0" / "parquet").glob("answers-*"), key=lambda path: path.stat().st_size
    )
    content, vault = file.read_bytes(), store.Vault.new()
    table = pq.read_table(file)
    sealed = vault.seal("a", content)
    crypto, config, kms = _modular()
    options = crypto.file_encryption_properties(kms, config)
    unlock = crypto.file_decryption_properties(kms)
    path = place / "modular.parquet"

    def plain() -> object:
        return pq.write_table(table, place / "p.parquet", compression="zstd")

    def modular() -> object:
        return pq.write_table(table, path, compression="zstd", encryption_properties=options)

    def whole() -> object:
        out = pa.BufferOutputStream()
        pq.write_table(table, out, compression="zstd")
        return (place / "w.parquet").write_bytes(vault.seal("a", out.getvalue().to_pybytes()))

    written = [seconds(job) for job in (plain, whole, modular)]
    read = [
        seconds(lambda: pq.read_table(file)),
        seconds(lambda: pq.read_table(pa.BufferReader(vault.unseal("a", sealed)))),
        seconds(lambda: pq.read_table(path, decryption_properties=unlock)),
    ]
    sizes = len(content), len(sealed), path.stat().st_size
    for name, *figures in zip(
        ("plain", "sealed whole", "modular"), written, read, sizes, strict=True
    ):
        sys.stdout.write("{}: written {:.3f} s, read {:.3f} s, {} bytes\n".format(name, *figures))
    fragments = ds.ParquetFileFormat().make_fragment(pa.py_buffer(content))
    assert fragments.count_rows() == len(table)


def _modular() -> tuple[pe.CryptoFactory, pe.EncryptionConfiguration, pe.KmsConnectionConfig]:
    class Kms(pe.KmsClient):  # type: ignore[misc]  # pyarrow has no types
        def wrap_key(self, key: bytes, _: str) -> str:
            return base64.b64encode(key).decode()

        def unwrap_key(self, key: str, _: str) -> bytes:
            return base64.b64decode(key)

    config = pe.EncryptionConfiguration(footer_key="k", uniform_encryption=True)
    return pe.CryptoFactory(lambda _: Kms()), config, pe.KmsConnectionConfig()


if __name__ == "__main__":
    main()
