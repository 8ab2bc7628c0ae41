"""The briefing pack: figures with their finding, as slides, page, workbook, pictures and data."""
