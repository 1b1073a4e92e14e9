BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBXXXBB BBBBBBBBBBB BB BBBBBBBBBB gettext(u'Every paper is matched and the declaration is signed. From now on the request waits for its study.') BBBB BBBBBBBBBBB BB BBBBBBBBBBBBB gettext(u'You take this request; it stays with you until you recommend or return it.') BBBB gettext(u'Nothing is left to do for this request.') BBBBBXXXXBBBBBBBB
