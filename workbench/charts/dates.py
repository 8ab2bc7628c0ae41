"""The date axis of a chart, and the periods of which nothing is known."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, date2num, num2date

from workbench.caption import counted
from workbench.charts.look import LINE, MIST, SOFT


def days_apart(periods: pd.DatetimeIndex) -> float:
    """Days from one period to the next, at least one."""
    gaps = np.diff(periods.unique().sort_values()) / np.timedelta64(1, "D")
    return float(gaps.min()) if len(gaps) else 7.0


def undated_words(table: pd.DataFrame) -> str:
    """How many articles a table by period leaves out for want of a date, "" for none."""
    left_out = table.attrs.get("undated", 0)
    return f"without {counted(left_out, 'undated article')}" if left_out else ""


def hatch_unknown(ax: Axes, periods: pd.DatetimeIndex, step: float) -> None:
    """Hatch the periods of which nothing is known."""
    for day in date2num(periods):
        near = day - step / 2, day + step / 2
        ax.axvspan(*near, facecolor=MIST, edgecolor=LINE, hatch="////", zorder=0)


def label_dates(ax: Axes, periods: pd.DatetimeIndex, step: float) -> None:
    """Write days, months or years below as many of the periods as there is room for."""
    room = pd.Timedelta(days=step * 0.6)
    ax.set_xlim(date2num(periods.min() - room), date2num(periods.max() + room))
    ticks = periods.unique().sort_values()
    if len(ticks) > 7:
        numbers = AutoDateLocator(minticks=3, maxticks=8).tick_values(ticks.min(), ticks.max())
        days = pd.DatetimeIndex(num2date(numbers)).tz_localize(None)
        ticks = days[(days >= ticks.min() - room) & (days <= ticks.max() + room)]
    apart = days_apart(ticks)
    names = [
        f"{day.year}" if apart > 360 else f"{day:%b}" if apart > 27 else f"{day.day} {day:%b}"
        for day in ticks
    ]
    if apart <= 360:  # the year once, and where it changes
        turns = [0, *(n for n in range(1, len(ticks)) if ticks[n].year != ticks[n - 1].year)]
        names = [f"{name}\n{ticks[n].year}" if n in turns else name for n, name in enumerate(names)]
    ax.set_xticks(date2num(ticks), names)
    ax.tick_params(axis="x", labelcolor=SOFT)
