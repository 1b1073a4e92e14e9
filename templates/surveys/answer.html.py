BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your opinion') BBBBBBBB
BBBBB BBBBBBBBBBXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXBBBBBBBB
BBBBB BBBBBBB gettext(u'Your opinion helps us serve better') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXXBB BBBBBBBB X XXXXXXXXXXXBBBBBXXXX
XXX gettext(u'Your name is not asked. Answers are counted together with others, never shown alone.') XXXX
XXX gettext(u'It takes about two minutes, and the link is used once.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Send my answer') BBBBBBBB
