"""The fine-tuned sentence encoder of the extra `[accurate]`, used where it can be run."""

import warnings
from functools import cache
from pathlib import Path

import numpy as np

MODEL = Path(__file__).parents[2] / "model" / "encoder.onnx"
TOKENIZER = Path(__file__).parents[2] / "model" / "tokenizer.json"
LONGEST = 128
START, END, FIRST, SECOND = 101, 102, 1, 2
TOLD = "said: "


class Encoder:
    """An ONNX session and its tokenizer: chances of each stance for pairs in a text."""

    def __init__(self, model: Path = MODEL, tokenizer: Path = TOKENIZER):
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(tokenizer))

    def __call__(
        self,
        text: str,
        pairs: list[tuple[tuple[int, int] | None, tuple[int, int]]],
    ) -> np.ndarray:
        """Chances of friendly, hostile and none, of shape (pairs, 2, 3), there and back.

        Each pair is two stretches of characters in `text`; None is a source that says the text.
        """
        rows = [self.masked(text, source, target) for source, target in pairs]
        ids = np.zeros((len(rows), max(len(row) for row, _ in rows)), np.int64)
        for place, (row, _) in enumerate(rows):
            ids[place, : len(row)] = row
        places = np.array([where for _, where in rows], np.int64)
        there, back = self.session.run(
            None, {"ids": ids, "source": places[:, 0], "target": places[:, 1]}
        )
        return np.stack([there[:, :3], back[:, :3]], 1).astype(np.float64)

    def masked(
        self, text: str, source: tuple[int, int] | None, target: tuple[int, int]
    ) -> tuple[list[int], tuple[int, int]]:
        """The ids of the text with both actors masked, and where the two masks stand."""
        if source is None:
            text, source = f"  {TOLD}{text}", (0, 1)
            target = (target[0] + len(TOLD) + 2, target[1] + len(TOLD) + 2)
        (one_start, one_end), (two_start, two_end) = sorted((source, target))
        if two_start < one_end:
            if two_end < one_end:
                one_end = max(two_start, one_start)
            else:
                two_start = one_end
        parts = text[:one_start].rstrip(), text[one_end:two_start].strip(), text[two_end:].lstrip()
        left, middle, right = (
            self.tokenizer.encode(part, add_special_tokens=False).ids if part else []
            for part in parts
        )
        room = LONGEST - 4 - len(middle)
        if room < 20:
            keep = (LONGEST - 24) // 2
            middle = middle[:keep] + middle[-keep:]
            room = LONGEST - 4 - len(middle)
        if len(left) + len(right) > room:
            after = min(len(right), max(room // 2, room - len(left)))
            left, right = left[max(0, len(left) - (room - after)) :], right[:after]
        ids = [START, *left, FIRST, *middle, SECOND, *right, END]
        first, second = 1 + len(left), 2 + len(left) + len(middle)
        return ids, (first, second) if source <= target else (second, first)


@cache
def encoder() -> Encoder | None:
    """The encoder, loaded once; None where onnxruntime or tokenizers are not installed.

    Weights that are missing or damaged give a warning that names the file, and None.
    """
    try:
        import onnxruntime  # noqa: F401
        import tokenizers  # noqa: F401
    except ImportError:
        return None
    try:
        return Encoder()
    except Exception as error:  # onnxruntime raises its own kinds for a damaged file
        warnings.warn(
            f"the encoder {MODEL} cannot be read ({error}), so stances come from the small "
            "network. Install the workbench again, or train it with tests/train_stance.py.",
            stacklevel=2,
        )
        return None
