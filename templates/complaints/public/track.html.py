BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Follow with the code') BBBBBBBB
BBBBB BBBBBBB gettext(u'Follow with the code') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX gettext(u'The code stands on your receipt: four groups of four letters and digits.')   gettext(u'If you gave your name and lost it: come with your ID, and a new one is given.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Show where it stands') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'I have no code') XXXXBBBBBBBB
