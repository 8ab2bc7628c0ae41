from pathlib import Path

import pytest
from corpora import invented_corpus

from workbench.pipeline import load_pipeline

collect_ignore_glob = ["quality_*.py", "train_*.py"]  # scripts, run by hand
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def nlp():
    """The pipeline, loaded once for all tests."""
    return load_pipeline()


@pytest.fixture(scope="session")
def shared():
    """The folder of the two articles and the gold, which lies beside the project or not at all."""
    if not SHARED.is_dir():
        pytest.skip("no folder ../shared with the articles and the gold")
    return SHARED


@pytest.fixture(scope="session")
def corpus():
    """Four articles of two invented outlets, annotated by hand."""
    return invented_corpus()
