BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Sign in') BBBBBBBB
BBBBB BBBBBBB gettext(u'Sign in with your mobile') BBBBBBBB
BBBBB BBBBBBBBBBBB BBBBBBBBBBBBBXX XXXXXXXXXXXXXXX gettext(u'Demonstration: try this mobile')  FFFXXXXBBBBBBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Send the code') BBBBBBBB
BBBBB BBBBBBBBBBXX XXXXXXXXXXXXXX gettext(u'Your mobile has changed, or you have no file yet? Ask the association by one of its channels.') XXXXBBBBBBBB
