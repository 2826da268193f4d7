"""Names that strangers would choose to do harm, or that are only unusual; each with what people have to be able to read.

Whatever runs of these opens a dialog, which ends the test.
"""

HOSTILE = {
    "<script>alert(1)</script>Ann": "<script>alert(1)</script>Ann",
    "\"><img src=x onerror=alert(1)>Bob": "\"><img src=x onerror=alert(1)>Bob",
    "' autofocus onfocus='alert(1)' Carl": "' autofocus onfocus='alert(1)' Carl",
    "</title></textarea><svg/onload=alert(1)>Dora": "</title></textarea><svg/onload=alert(1)>Dora",
    # A combining mark makes one character of a bracket and itself: an escape by characters does not see it.
    "<\u0338script>alert(1)</script>Eve": "script>alert(1)</script>Eve",
    "Frank \"\u0301onmouseover=alert(1) x=\"": "onmouseover=alert(1)",
    "{{formToken}}{{{page}}}{{#viewer}}Grace": "{{formToken}}{{{page}}}{{#viewer}}Grace",
    "[[login.text]] ${alert(1)} `alert(1)` Heidi": "[[login.text]] ${alert(1)} `alert(1)` Heidi",
    "Ivan\r\nSet-Cookie: rapport_session=x": "Set-Cookie: rapport_session=x",
    # Right to left, and back: what follows must not turn round.
    "Judy \u202egnp.exe": "gnp.exe",
    "&lt;b&gt; &amp; <b>Karl</b>": "&lt;b&gt; &amp; <b>Karl</b>",
    "javascript:alert(1)//Leo": "javascript:alert(1)//Leo",
    "<!-- Mallory --><![CDATA[ ]]>": "<!-- Mallory --><![CDATA[ ]]>",
    "Zoë \U0001f469\u200d\U0001f4bb Müller": "Müller",
    "محمد نور": "محمد",
    "Niaj' OR 1=1; DROP TABLE people --": "Niaj' OR 1=1; DROP TABLE people --",
    "=HYPERLINK(\"http://evil.example\")Olivia": "=HYPERLINK(\"http://evil.example\")Olivia",
    "../../etc/passwd%00%2e%2e%2fPeggy": "../../etc/passwd%00%2e%2e%2fPeggy",
}
