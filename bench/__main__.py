"""All measurements, or those named: ``python -m bench [step] [load] [typeahead] [criteria]``.

Each runs as a process of its own, so that none finds caches warm that another filled.
"""

import subprocess
import sys

MEASUREMENTS = (
    "step",
    "load",
    "typeahead",
    "criteria",
    "segment_log",
    "interaction_log",
    "imports",
    "processes",
)


def main() -> int:
    names = sys.argv[1:] or list(MEASUREMENTS)
    unknown = set(names) - set(MEASUREMENTS)
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
        return 2
    return max(
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode
        for name in names
    )


if __name__ == "__main__":
    sys.exit(main())
