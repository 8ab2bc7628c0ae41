"""What became of each file, in lines of a table and in a few words."""

import pandas as pd

from workbench.caption import counted
from workbench.reading.records import Refusal

COLUMNS = ("file", "outcome", "articles", "why")


def report_line(file: str, outcome: str, articles: int, why: str) -> dict[str, object]:
    """Return one row of the report."""
    return dict(zip(COLUMNS, (file, outcome, articles, why), strict=True))


def file_lines(name: str, read: list) -> list[dict]:
    """Return the lines of what a file did not give, behind one for the file if it holds many."""
    refused = [item for item in read if isinstance(item, Refusal)]
    lines = [report_line(item.path, "left out", 0, item.why) for item in refused]
    count = len(read) - len(refused)
    if any(line["file"] == name for line in lines) or any(
        getattr(item, "alone", False) for item in read
    ):
        return lines
    outcome = "left out" if not count else "partly read" if refused else "read"
    rest = f", {counted(len(refused), 'line')} left out" if refused else ""
    why = f"{counted(count, 'article')}{rest}" if read else "a table without rows"
    return [report_line(name, outcome, count, why), *lines]


def summary(articles: pd.DataFrame, report: list[dict], path: str) -> str:
    """Return in a few lines what was read, and the first of what was left out."""
    left_out = [line for line in report if line["outcome"] == "left out"]
    copies = (articles["duplicate_of"] != "").sum()
    undated = articles["date"].isna().sum()
    lines = [
        f"{counted(len(articles), 'article')} read from {path}: {copies} marked as copies, "
        f"{undated} without a date; {len(left_out)} files or lines left out. "
        "wb.reading_report(articles) lists all."
    ]
    lines += [f"  left out {line['file']}: {line['why']}" for line in left_out[:5]]
    if len(left_out) > 5:
        lines.append(f"  … and {len(left_out) - 5} more")
    return "\n".join(lines)
