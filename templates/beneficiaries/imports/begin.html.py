BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Import a sheet') BBBBBBBB
BBBBB BBBBBBB gettext(u'Import a sheet') BBBBBBBB
BBBBB BBBBBBBBBBXXXX XXXXXXXXXXXXXXXXXX gettext(u'Needed for each person: the full name, the ID, the date of birth, the mobile and the agreed means of contact. Other columns are taken over where there are any.') XXXX
XXX gettext(u'Dates may be Hijri or Gregorian, the day before the month. The sheet is kept sealed, and is deleted when its rows are entered.') XXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'An empty sheet with the headings (XLSX)') XXXXXXXXXXXXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Continue') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Cancel') XXXXBBBBBBBB
