"""Taking files in from a sheet: its columns, the dry run, the entering, the undoing, and the worker that does them."""
