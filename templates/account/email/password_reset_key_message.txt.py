BBBBBBBBBB BBB gettext(u'Somebody asked for a new password for your account in Mithaq. If it was you, open this address and choose one:') 



 gettext(u'If it was not you, do nothing: your password stays as it is.') BBBBBBBBBBBBB
