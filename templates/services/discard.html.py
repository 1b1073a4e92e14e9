BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Delete the draft') BBBBBBBB
BBBBB BBBBBBB gettext(u'Delete the draft') BBBBBBBB
BBBBB BBBBBBBBBBXXX gettext(u'Everything written in this draft goes. The terms in force stay as they are.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Delete the draft') BBBBBBBB
