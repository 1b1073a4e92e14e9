BBBBBBBBBB BBB gettext(u'Mithaq: a new password') BBBBBBBBBBBBB
