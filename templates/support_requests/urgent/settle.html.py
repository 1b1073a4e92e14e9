BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBB BBBBXXXXXXXX XXXXXXXXXXXXXXXXX gettext(u'Urgent help') XXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBXXXXXXXXXX
XXXBB BBBBBBBBBBB BB BBBBBBBBBBBBBBB gettext(u"Ratified, it counts in whatever is granted later: the decision's amount includes it.") BBBB gettext(u'Reversed, it is no part of what is granted. What was given stays recorded; say what happens to it.') BBBBBXXXXBBBBXXXX XXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'No urgent help was given for this request.') XXXXXXXXXXBBBBBBBBBBBBB
