"""The forms in which findings are shown: each a module with one `render(…) -> Iterator[str]`."""
