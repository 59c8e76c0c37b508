"""The report as one HTML page: edition (blocks as HTML), payload (claims for the scripts), page (all together)."""

from qonys.report.renderers.html.page import PageOptions, render

__all__ = ["PageOptions", "render"]
