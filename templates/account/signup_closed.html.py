BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXBBBBBBBB
BBBBB BBBBB gettext(u'Accounts are opened by the association') BBBBBBBB
BBBBB BBBBBBB gettext(u'Accounts are opened by the association') BBBBBBBB
BBBBB BBBBBBBXXXX XXXXXXXXXXXXXXXX gettext(u"Staff accounts are opened by the association's administrator. Ask for yours there.") XXXX
XXXX XXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXXXXXXXXXXBBBBBBBB
