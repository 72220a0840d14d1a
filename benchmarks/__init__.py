"""What the parts cost as the data grow: run by `make bench`; no test asserts a time."""
