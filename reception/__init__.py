"""Reception: who is here, why and by which way; and help asked for before anybody knows the person (R1 to R3)."""
