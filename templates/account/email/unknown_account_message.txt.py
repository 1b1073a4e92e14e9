BBBBBBBBBB BBB gettext(u"Somebody asked for a new password in Mithaq with this e-mail, and no account has it. If it was you, ask your association's administrator.") BBBBBBBBBBBBB
