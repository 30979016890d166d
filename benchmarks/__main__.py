"""`make bench`: every benchmark, or those named; `make bench-large`: growth to 500 MB (results are kept: a run that was stopped goes on)."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import citations, folders, formats, growth, networks, reading, service

BENCHMARKS = {
    "reading": reading.run,
    "citations": citations.run,
    "formats": formats.run,
    "folders": folders.run,
    "networks": networks.run,
    "service": service.run,
}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHMARKS)}; all without")
    parser.add_argument("--large", action="store_true", help="growth of a build from 10 to 500 MB instead")
    parser.add_argument("--sizes", type=float, nargs="+", metavar="MB", help="with --large: sizes to build instead of 10, 50 and 500")
    parser.add_argument("--minutes", type=float, help="with --large: begin nothing that would end later, and stop what does")
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work", help="folder for corpora and stores")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if arguments.large:
        sizes = tuple(int(size * 1e6) for size in arguments.sizes) if arguments.sizes else growth.SIZES
        print(growth.run(arguments.work, sizes=sizes, minutes=arguments.minutes))
        return
    for name in arguments.names or BENCHMARKS:
        print(BENCHMARKS[name](arguments.work))


if __name__ == "__main__":
    main()
