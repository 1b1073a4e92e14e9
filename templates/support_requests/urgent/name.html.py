BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Name an officer of urgent help') BBBBBBBB
BBBBB BBBBBBB gettext(u'Name an officer of urgent help') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX gettext(u'Nobody names themselves. Terms of one person do not overlap.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Name the officer') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXXX gettext(u'Back') XXXXBBBBBBBB
