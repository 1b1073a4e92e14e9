import importlib.util, os, pytest
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from playwright.sync_api import sync_playwright
from axe_playwright_python.sync_playwright import Axe
from tests.correspondence.conftest import issue_paper
SWAP = """()=>{const w=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT);let n;
while(n=w.nextNode()){if(/[\\u0600-\\u06ff]/.test(n.nodeValue))
n.nodeValue=n.nodeValue.replace(/[\\u0600-\\u06ff\\u200c-\\u200f]+/g,'word')}}"""
def test_shots(live_server, desk, client_of, issue_paper):
    ls = {w: issue_paper(desk, w) for w in ("receipt","incomplete","decision","refusal")}
    c = client_of(desk, "ar")
    cookie = c.cookies["sessionid"].value
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for lang in ("ar","en"):
          for w in (320, 1280):
            ctx = b.new_context(viewport={"width": w, "height": 900})
            ctx.add_cookies([{"name":"sessionid","value":cookie,"url":live_server.url},{"name":"mithaq_language","value":lang,"url":live_server.url}])
            page = ctx.new_page(); page.on("console", lambda m: print("CONSOLE", m.text))
            for name, l in ls.items():
                base=f"{live_server.url}/twaim/letters/{l.year}/{l.number}/"
                urls={name: base}
                if name=="receipt": urls.update(register=f"{live_server.url}/twaim/letters/", check=f"{live_server.url}/check/{l.check_code}/")
                for n,u in urls.items():
                    r=page.goto(u); assert r.status==200, (u, r.status)
                    o=page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
                    print(lang,w,n,o)
                    page.screenshot(path=f"/tmp/letters_out/{n}-{lang}-{w}.png", full_page=True)
                    res=Axe().run(page, options={"runOnly":["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa"],"rules":{"target-size":{"enabled":True}}})
                    for v in res.response["violations"]: print("AXE",v["id"],[x["target"] for x in v["nodes"]][:4])
                    if w==1280 and lang=="ar" and n in ls: page.pdf(path=f"/tmp/letters_out/chrome-{n}.pdf", prefer_css_page_size=True, print_background=False)
                    page.evaluate(SWAP)
                    res=Axe().run(page, options={"runOnly":{"type":"rule","values":["color-contrast"]}})
                    for v in res.response["violations"]: print("CONTRAST",[x["target"] for x in v["nodes"]][:6])
        b.close()
