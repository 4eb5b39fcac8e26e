"""Run the crash target: python -m tests.crash [--rounds 200] [--database sqlite] [--seed 7]"""

import argparse
import secrets
import signal
import sys

from tests.crash.rounds import KINDS, run_rounds, table_of


def main():
    """Run the rounds on both databases or one; exit 1 where anything was wrong."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # which takes all down that was started
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--kinds", nargs="+", choices=sorted({*KINDS}), default=KINDS, help="Rounds of these alone.")
    options = parser.parse_args()
    kinds = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    faults = 0
    for kind in kinds:
        print(f"{kind}, seed {options.seed}", flush=True)
        run = run_rounds(
            kind, options.rounds, options.seed, kinds=options.kinds, tell=lambda line: print(line, flush=True)
        )
        faults += sum(len(this.faults) for this in run.rounds)
        print("\n".join(f"    FAULT {fault}" for fault in run.rounds[-1].faults), end="")
        print(f"\n{kind}, seed {options.seed}\n{table_of(run)}\n", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
