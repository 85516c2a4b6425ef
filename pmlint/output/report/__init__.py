"""The forms of `pmlint report`: each a module with one `render(…)`."""
