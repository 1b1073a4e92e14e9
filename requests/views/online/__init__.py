from .applying import AskCode, Begin, Check, Discard, Papers, RemovePaper, Sent, Write
from .door import EnterCode, Identify, SignIn, SignOut
from .home import MyHome, MyLetter, MyLetterPdf, MyPaper, MyRequest, SendPaper, Withdraw
from .my_file import MyChange, MyConsentLetter, MyConsents, MyFacts, Say
from .objecting import ObjectFromHome
from .own_data import AskCopyCode, MyCopy, MyLooks
from .public import Home, PolicyPdf

__all__ = [
    "AskCode",
    "AskCopyCode",
    "Begin",
    "Check",
    "Discard",
    "EnterCode",
    "Home",
    "Identify",
    "MyChange",
    "MyConsentLetter",
    "MyConsents",
    "MyCopy",
    "MyFacts",
    "MyHome",
    "MyLetter",
    "MyLetterPdf",
    "MyLooks",
    "MyPaper",
    "MyRequest",
    "ObjectFromHome",
    "Papers",
    "PolicyPdf",
    "RemovePaper",
    "Say",
    "SendPaper",
    "Sent",
    "SignIn",
    "SignOut",
    "Withdraw",
    "Write",
]
