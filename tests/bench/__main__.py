"""Every bench, one after the other: `python -m tests.bench`."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run each in a process of its own; 1 where a promise was missed."""
    benches = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    codes = []
    for bench in benches:
        sys.stdout.write(f"\n{bench}\n")
        sys.stdout.flush()
        ran = subprocess.run([sys.executable, "-m", f"tests.bench.{bench}"], check=False)
        codes.append(ran.returncode)
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
