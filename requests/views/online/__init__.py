from .applying import AskCode, Begin, Check, Discard, Papers, RemovePaper, Sent, Write
from .door import EnterCode, Identify, SignIn, SignOut
from .home import MyHome, MyLetter, MyLetterPdf, MyPaper, MyRequest, SendPaper, Withdraw
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
    "MyCopy",
    "MyHome",
    "MyLetter",
    "MyLetterPdf",
    "MyLooks",
    "MyPaper",
    "MyRequest",
    "Papers",
    "PolicyPdf",
    "RemovePaper",
    "SendPaper",
    "Sent",
    "SignIn",
    "SignOut",
    "Withdraw",
    "Write",
]
