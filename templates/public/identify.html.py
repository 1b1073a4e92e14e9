BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your file') BBBBBBBB
BBBBB BBBBBBB gettext(u'Which file is yours?') BBBBBBBB
BBBBB BBBBBBBBBBXXX gettext(u'Asked the first time only, so that nobody else opens your file.') XXXXBBBBBBBB
