BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Copy of the file') BBBBBBBB
BBBBB BBBBBBB gettext(u'Give the person a copy of the file') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXXXXXXXXXXXXX X FFFXXXXBBBBBBBB
BBBBB BBBBBBBBBBXXX gettext(u'The copy holds all that is kept about the person, with their own numbers in full. Hand it to nobody else. Giving it is recorded in the file.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Make the copy') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Back to the file') XXXXBBBBBBBB
