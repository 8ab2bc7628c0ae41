"""Office files whose bytes depend on what they hold, not on when they were written."""

import io
import re
import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def steady(path: Path) -> None:
    """Write the PPTX or XLSX again without the times of its making, inside and in the archive."""
    path.write_bytes(_steady(path.read_bytes()))


def _steady(content: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for member in archive.infolist():
            part = archive.read(member)
            if member.filename.endswith(".xlsx"):
                part = _steady(part)
            elif member.filename == "docProps/core.xml":
                part = STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part)
            entry = zipfile.ZipInfo(member.filename, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            copy.writestr(entry, part)
    return target.getvalue()
