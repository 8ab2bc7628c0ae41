"""How right a stance of such a confidence is, as measured on sentences kept from all training.

What was measured lies in `model/reliability.csv`, written by `tests/quality_stance.py --write`.
It tells of the model in general. How right it is on a corpus of one's own, `AuditPanel` tells.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.measures.intervals import share_interval
from workbench.pipeline.stance import encoder

MEASURED = Path(__file__).parents[1] / "model" / "reliability.csv"
NEWS = "news between states"


def reliability(*, on: str = NEWS, accurate: bool | None = None, step: float = 0.1) -> pd.DataFrame:
    """Return how many stances of each step of confidence were right, the least sure first.

    A row is a step from `low` up to `high`: `n` stances given, `right` of them, their mean
    `confidence`, and the `share` right with its 95 % interval, `share_low` to `share_high`. `on`
    is the set of sentences, "news between states" or "US politics"; `accurate` whether the encoder
    judged too (None: as it does here). A calibrated confidence is near the share.
    """
    rows = _rows(on, accurate)
    place = np.minimum(np.floor(rows["confidence"] / step + 1e-9), np.ceil(1 / step) - 1)
    rows = rows.assign(sure=rows["confidence"] * rows["n"])
    table = rows.groupby(place.rename("low"))[["n", "right", "sure"]].sum().reset_index()
    table["low"] *= step
    low, high = share_interval(table["right"], table["n"])
    return pd.DataFrame(
        {
            "low": table["low"].round(6),
            "high": (table["low"] + step).round(6),
            "n": table["n"],
            "right": table["right"],
            "confidence": table["sure"] / table["n"],
            "share": table["right"] / table["n"],
            "share_low": low,
            "share_high": high,
        }
    )


def measured_precision(
    *confidence: float, on: str = NEWS, accurate: bool | None = None
) -> pd.DataFrame:
    """Return how many of the stances at least so sure were right: one row a `confidence` given.

    Columns: confidence, n (stances at least so sure), right, share (NaN where n is 0), and its
    95 % interval, low and high. `on` and `accurate` as in `reliability`.
    """
    rows = _rows(on, accurate)
    sure = [rows[rows["confidence"] >= least - 1e-9] for least in confidence]
    table = pd.DataFrame({"confidence": confidence})
    for column in ("n", "right"):
        table[column] = [int(of[column].sum()) for of in sure]
    table["share"] = table["right"] / table["n"]
    table["low"], table["high"] = share_interval(table["right"], table["n"])
    return table


def _rows(on: str, accurate: bool | None) -> pd.DataFrame:
    if accurate is None:
        accurate = encoder.encoder() is not None
    measured = _measured()
    sets = measured["set"].unique().tolist()
    if on not in sets:
        raise ValueError(f"nothing was measured on {on!r}; it was on {' and '.join(sets)}.")
    way = "accurate" if accurate else "network"
    return measured[(measured["set"] == on) & (measured["way"] == way)]


@cache
def _measured() -> pd.DataFrame:
    return pd.read_csv(MEASURED)
