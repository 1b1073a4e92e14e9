"""The register of letters and how a letter becomes paper."""
