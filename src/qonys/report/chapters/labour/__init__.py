"""Chapter 2, labour migrants: figures of published series, put together in `chapter`."""
