"""All measures: prints the tables, and keeps the figures in bench/results.json."""

import json
from pathlib import Path

from bench import chain, compare, intake, photos, reading, worst

RESULTS = Path(__file__).parent / "results.json"

if __name__ == "__main__":
    figures = {
        "compare": compare.compare_report(),
        "worst": worst.worst_report(),
        "photos": photos.photos_report(),
        "reading": reading.reading_report(),
        "chain": chain.chain_report(),
        "intake": intake.intake_report(),
    }
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
