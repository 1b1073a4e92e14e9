"""Any number of invented families and cases, written in bulk with the rows that the actions would have written."""
