"""Pages: one file a page, registered by app.py."""
