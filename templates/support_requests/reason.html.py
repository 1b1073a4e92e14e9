BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBXXXBB BBBBBBBBBBB BB BBBBBBBBBB gettext(u"Only at the applicant's own wish. The reason stays in the history.") BBBB gettext(u'Write what is missing or unclear, so that the applicant can complete it in one go.') BBBBBXXXXBBBBBBBB
