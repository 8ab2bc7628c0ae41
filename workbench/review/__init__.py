"""What stands behind a figure, and how the analyst puts it right."""
