"""Renderers: blocks as a page (html) and as a workbook (xlsx); both take any block."""
