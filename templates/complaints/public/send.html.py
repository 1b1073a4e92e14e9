BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBB BBBB BB BBBBBBBBBBB gettext(u'We listen to you') BBBB BBBB BB BBBBBBBBBBBB gettext(u'What could be better?') BBBB BBBB BB BBBBBB gettext(u'Let us help you') BBBB gettext(u'Ask us') BBBBBBBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXXBB BBBB BB BBBBBBBBBBB gettext(u'Whoever you name will not see it. It harms none of your requests.') BBBB gettext(u'No account is needed. You get a number, and a code to follow it.') BBBBBXXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Send and get a number') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Back') XXXXBBBBBBBB
