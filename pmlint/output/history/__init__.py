"""The forms in which a report's history is told: each a module with one `render(…)`."""
