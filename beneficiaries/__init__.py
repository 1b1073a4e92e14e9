"""The file of a beneficiary, and finding it."""
