BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Code') BBBBBBBB
BBBBB BBBBBBB gettext(u'Enter the code') BBBBBBBB
BBBBB BBBBBBBBBBXXX gettext(u'If the number is in a file of the association, a code of six digits arrives within a minute. It is good for five minutes.') XXXXBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Continue') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBXX gettext(u'Ask for another code') XXXXBBBBBBBB
BBBBB BBBBBBBBBBXX XXXXXXXXXXXXXX gettext(u'Nothing arrived? The mobile in your file may be another one: the association can correct it.') XXXXBBBBBBBB
