"""`make bench`: every measurement, one after another, each with its floor in the same run.

    python -m bench [--quick]

`--quick` leaves out the sizes that take minutes to fill.
"""

import argparse
import subprocess
import sys

MEASUREMENTS = {
    "A wizard step against a stock Bolt app": "bench.step",
    "Five hundred wizards at once": "bench.load",
    "Contact typeahead": "bench.typeahead",
    "Choosing contacts by criteria, pages of lines": "bench.criteria",
    "Logging a segment": "bench.segment_log",
}
QUICK = {
    "bench.typeahead": ["--sizes", "1000,100000"],
    "bench.criteria": ["--size", "100000"],
    "bench.segment_log": ["--sizes", "1000,100000"],
}


def main() -> int:
    """Exit status 1 when one of them could not be run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    failed = False
    for title, module in MEASUREMENTS.items():
        print(f"\n{title} (python -m {module})", flush=True)
        arguments = QUICK.get(module, []) if quick else []
        # A process each: none of them inherits another's memory or connections.
        done = subprocess.run([sys.executable, "-m", module, *arguments], check=False)
        failed |= done.returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
