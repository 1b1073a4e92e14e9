"""The pack of a session: what is before the body, on paper, for one member alone (R6–R9).

Made when it is asked for and kept nowhere (decision 0028). What a member takes no part in is absent from it.
"""
