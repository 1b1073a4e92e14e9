BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Objecting to a decision') BBBBBBBB
BBBBB BBBBBBB gettext(u'Objecting to a decision') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX gettext(u'This is written into a draft of the next version, which otherwise says what the version in force says. Nothing changes before the board approves it.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Save the draft and read it') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Back') XXXXBBBBBBBB
