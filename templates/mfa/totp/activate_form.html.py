BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Turn on two-step sign-in') BBBBBBBB
BBBBB BBBBBBB gettext(u'Turn on two-step sign-in') BBBBBBBB
BBBBB BBBBBBBBBBB
XXX XXXXXXXXXXXX
XXXX gettext(u'Open your authenticator app and scan this picture.') 
XXXX XXXXXXXXXX XXXXXX XXXXX gettext(u'QR code for the authenticator app') XX
XX XXXXXXXXXXXXXX gettext(u'No camera? Type this secret into the app:')  XXXX XXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
XXXX gettext(u'Enter the code that the app now shows.') XXXXX
XXXXX
FFFFFF
BBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Turn on') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBXX gettext(u'Cancel') XXXXBBBBBBBB
