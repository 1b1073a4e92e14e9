BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXXXX XXXXXBBBBBB BBBBBBBBBBBBBBBBBX XXXXXXXXXXXXXXXBBBBBBBB
BBBBB BBBBBBB BBB BBBBBBBBBBXX XXXXXXXXXXXXXXX gettext(u'This visit is not open any more.') XXXXBBBBB
XXXBBBBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBB X XXXXXXXXXXXBB BBBBBBBBBB X XXXXXXXXXXXBBBBBXXXX
XXXX XXXXXXXXXXXXX XXXXX XXXXXXXXXXXXX XXXXXXXXX XXXXXX
 XXXXXXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXX
 XXXXXXXXXXXX gettext(u'What you write is kept on this device until it is sent, also without a connection.') X
 XXXXXXXXXXXX gettext(u'Saved on this device. Not sent yet.') X
 XXXXXXXXXXXX gettext(u'No connection: saved on this device. It is sent by itself when the connection is back, as long as this page is open; or open the page again later and send it.') X
 XXXXXXXXXXXXXX gettext(u'Sending…') X
 XXXXXXXXXXX gettext(u'Sent. Nothing is left on this device.') X
 XXXXXXXXXXX gettext(u'Your session ended. Sign in again, then open this page: what you wrote is still here.') X
 XXXXXXXXXXX gettext(u'There is no room on this device for another photo.') X
 XXXXXXXXXXXXX gettext(u'No more photos are taken.') X
 XXXXXXXXXXXXX gettext(u'Remove this photo') XXXXXXXXBBBBBBBB
BBBBB BBBBBBBBBBBXXXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Send the report of the visit') BBBBBBBB
BBBBB BBBBBBBBBBBBXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXX gettext(u'Delete what is kept here') XXXXXXXXXBBBBBBBB
