BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Ask for help') BBBBBBBB
BBBBB BBBBBBB gettext(u'Ask for help') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX gettext(u'No account is needed. You get a number, and a code to follow it. We call you about what comes next.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Send and get a number') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'I have a tracking code') XXXXBBBBBBBB
