 #

XX XXXXXXXXXXXXXX gettext(u'Page %(step)s of %(steps)s') SSSS SSSSSSSS SS SSSSSSSSSBB BBBBB X   gettext(u'Saved – not sent yet') BBBB BBBBB BBBBBBBBBBBXXXX
