"""The forms in which action items are reported: each a module with one `render(…)`."""
