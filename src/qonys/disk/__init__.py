"""Files on disk: written whole or not at all, read against a schema, locked while two processes write.

`lock` keeps two processes apart, `workshop` is a hidden folder that a killed process cannot leave behind for good,
`write` puts one file in place, `folder` puts several in place together, `read` reads what the program wrote.
"""
