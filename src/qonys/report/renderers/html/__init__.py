"""The report as one HTML page: editions (blocks as HTML), payload (claims for the scripts), page (everything together)."""

from qonys.report.renderers.html.page import PageOptions, render

__all__ = ["PageOptions", "render"]
