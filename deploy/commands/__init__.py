"""What `run.py` does, one module a command. Standard library only: all of it runs before anything is installed."""
