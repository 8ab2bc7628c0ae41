"""A real JupyterLab and a real browser for the journeys of an analyst."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat

TOKEN = "journey"
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
ERROR = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"
BROWSER_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Words in the panels whose contrast is less than 4.5 to 1 (WCAG 2.2 AA).
FAINT = """() => {
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
      if (a > 0.5) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const node of document.querySelectorAll('.wb-panel *')) {
    const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !node.getClientRects().length) continue;
    if (node.closest('svg, option, .wb-hint')) continue;
    const one = light(parts(getComputedStyle(node).color)), two = light(ground(node));
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) found.push([node.className, node.textContent.slice(0, 30), ratio]);
  }
  return found;
}"""


def find_browser() -> str | None:
    """The path of an installed Chromium or Chrome, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return os.environ.get("WORKBENCH_BROWSER") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def running_lab(root: Path, settings: Path, *, theme: str = "JupyterLab Light") -> Iterator[str]:
    """Serve `root` with JupyterLab, its configuration under `settings`; gives the address."""
    overrides = settings / "labconfig" / "default_setting_overrides.json"
    overrides.parent.mkdir(parents=True)
    themed = {"@jupyterlab/apputils-extension:themes": {"theme": theme}}
    overrides.write_text(json.dumps(SETTINGS | themed), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    command += [f"--ServerApp.root_dir={root}", "--ServerApp.port_retries=0"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    places = {name: str(settings) for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR")}
    places["JUPYTERLAB_WORKSPACES_DIR"] = str(settings / "workspaces")
    server = subprocess.Popen(command, env=os.environ | places, cwd=root, **quiet)
    try:
        _wait_for(f"{address}/api/status?token={TOKEN}", server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:  # a busy machine: its kernels do not answer in time
            server.kill()
            server.wait()


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(900):
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab ended with code {server.returncode}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"JupyterLab did not answer at {address} within 90 s")


def open_notebook(page, address: str, path: str, *, run: bool = True) -> None:
    """Open the notebook alone in Lab and, unless told not to, run it to its end."""
    page.goto(f"{address}/doc/tree/{path}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=40_000)
    page.wait_for_function(
        "() => { const k = document.querySelector('.jp-KernelName');"
        " const s = document.querySelector('.jp-Notebook-ExecutionIndicator');"
        " return k && k.textContent.trim() !== 'No Kernel' && s && s.dataset.status === 'idle' }",
        timeout=40_000,
    )
    if run:
        run_all(page)


def run_all(page) -> None:
    """Run all cells by the menu and wait until each has its number; raise where one fails."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        "(error) => { const cells = [...document.querySelectorAll('.jp-CodeCell')]"
        ".map((cell) => cell.querySelector('.jp-InputArea-prompt').textContent);"
        " return document.querySelector(error) || cells.every((p) => /\\[\\d+\\]/.test(p)) }",
        arg=ERROR,
        timeout=180_000,
    )
    if page.locator(ERROR).count():
        raise RuntimeError(page.locator(ERROR).first.inner_text())


@contextmanager
def page_of(
    folder: Path,
    cells: Sequence[str],
    settings: Path,
    *,
    theme: str = "JupyterLab Dark",
    seconds: int = 30,
) -> Iterator:
    """A notebook of these cells in the folder `notebooks`, run in Lab; gives its page.

    `seconds` is how long each step waits before it fails.
    """
    from playwright.sync_api import sync_playwright

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    (folder / "notebooks").mkdir()
    nbformat.write(notebook, folder / "notebooks" / "journey.ipynb")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=find_browser(), args=BROWSER_FLAGS)
        with running_lab(folder, settings, theme=theme) as address:
            page = chromium.new_page(viewport={"width": 1280, "height": 720})
            page.set_default_timeout(1000 * seconds)
            open_notebook(page, address, "notebooks/journey.ipynb")
            yield page
        chromium.close()


def soon(page, holds: Callable[[], bool]) -> bool:
    """Whether it holds within 20 seconds: what was saved is said first, then the panels follow."""
    for _ in range(200):
        if holds():
            return True
        page.wait_for_timeout(100)
    return False
