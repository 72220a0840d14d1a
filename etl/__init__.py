"""From news articles to dated cooperation and friction indicators between two countries."""

__version__ = "0.1.0"
