"""`make bench`: every benchmark, or those named; `make bench-large`: growth to 500 MB."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import formats, growth, networks, reading

BENCHMARKS = {"reading": reading.run, "formats": formats.run, "networks": networks.run}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHMARKS)}; all without")
    parser.add_argument("--large", action="store_true", help="growth from 50 to 500 MB instead")
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work", help="folder for corpora and stores")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if arguments.large:
        print(growth.run(arguments.work))
        return
    for name in arguments.names or BENCHMARKS:
        print(BENCHMARKS[name](arguments.work))


if __name__ == "__main__":
    main()
