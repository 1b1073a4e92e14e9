"""Settings, addresses and entry points. Imports every room; no room imports it."""
