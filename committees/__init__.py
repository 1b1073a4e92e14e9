"""The bodies that decide, and who sits on them."""
