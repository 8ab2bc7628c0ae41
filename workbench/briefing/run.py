"""The briefing notebook, run without a screen."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import papermill
from papermill.exceptions import PapermillExecutionError

from workbench.briefing.pack import check_out
from workbench.folders import notebooks_folder

NOTEBOOK = "5-briefing.ipynb"


def run_briefing(out: Path, parameters: Mapping[str, object], *, replace: bool = False) -> Path:
    """Run the notebook with these parameters, so that it writes the pack to `out`; return that.

    Raises ValueError with the notebook's own words where a cell of it fails.
    """
    notebook = notebooks_folder() / NOTEBOOK
    if not notebook.is_file():
        raise FileNotFoundError(
            f"there is no notebook {notebook}: run `workbench brief` where the notebooks lie."
        )
    out = out.absolute()
    check_out(out, replace=replace)
    known = {name for name, value in parameters.items() if value not in (None, "", [])}
    given = {name: parameters[name] for name in known} | {"out": str(out), "replace": replace}
    with tempfile.TemporaryDirectory(prefix="workbench-") as place:
        try:
            papermill.execute_notebook(
                notebook,
                Path(place) / NOTEBOOK,
                parameters=given,
                cwd=notebook.parent,
                kernel_name="python3",
            )
        except PapermillExecutionError as error:
            raise ValueError(error.evalue) from error
    return out
