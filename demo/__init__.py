"""Invented people and cases for trying Mithaq. Installed by the demo's and the tests' settings only."""
