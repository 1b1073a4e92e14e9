BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'This page is not open to you') BBBBBBBB
BBBBB BBBBBBB gettext(u'This page is not open to you') BBBBBBBB
BBBBB BBBBBBBB gettext(u"Your role here does not include it. If it should, ask your association's administrator.") BBBBBBBB
