"""Makes the files of the format tests: whole ones, damaged ones and hostile ones, all small until they are read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence

SENTENCES = (
    "Russian Interior Minister Vladimir Kolokoltsev arrived in the North Korean capital on Monday.",
    "The visit comes amid reports that a summit of the two leaders may be in the works.",
    "State media gave no further detail about how long the minister will stay in Pyongyang.",
    "He is the highest-ranking Russian official to visit since the parliament's speaker came in September.",
)
BODY = "\n\n".join(SENTENCES)
RUSSIAN = (
    "Министр внутренних дел России Владимир Колокольцев прибыл в Пхеньян в понедельник. Визит проходит на фоне"
    " сообщений о возможной встрече лидеров двух стран.\n\n"
    "Журналистам не сообщили, сколько времени министр пробудет в КНДР."
)
KOREAN = (
    "김정은 국무위원장이 러시아를 방문했다. 회담은 블라디보스토크의 극동연방대학교에서 열렸다.\n\n"
    "두 정상은 협력을 논의했다."
)
GERMAN = (
    "Der russische Außenminister führte Gespräche über die Eisenbahnbrücke.\n\n"
    "Er äußerte sich später zuversichtlich über Öl."
)


def page(
    body: str = BODY, *, title: str = "Minister in Pyongyang", head: str = "", lang: str = "en", charset: str = ""
) -> str:
    """An HTML page with navigation, cookie banner and footer around the article."""
    paragraphs = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    declared = f'<meta charset="{charset}">' if charset else ""
    named = f"<title>{title}</title>" if title else ""
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head>{declared}{named}{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>'
        '<div class="cookie-banner"><p>We use cookies to improve your visit.</p><button>Accept all</button></div>'
        f"<article>{heading}{paragraphs}</article>"
        '<aside class="related"><h3>Most read</h3><ul><li><a href="/1">Ten beaches to see</a></li></ul></aside>'
        "<footer><p>Copyright 2024 Example Media. All rights reserved.</p></footer></body></html>"
    )


def pdf(pages: Sequence[Sequence[str]], *, title: str = "") -> bytes:
    """A PDF with these lines on its pages, one text object a line."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        drawn = "".join(f"BT /F1 11 Tf 72 {740 - 16 * i} Td ({_escaped(line)}) Tj ET\n" for i, line in enumerate(lines))
        stream = drawn.encode("cp1252", errors="replace")
        box = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * n} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    info = len(objects) + 1
    objects.append(f"<< /Title ({_escaped(title)}) /CreationDate (D:20200101000000Z) >>".encode())
    return _assembled(objects, info)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: Sequence[bytes], info: int) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (size, info)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%sstartxref\n%d\n%%%%EOF" % (size, table, trailer, len(out))


def docx(paragraphs: Sequence[str], *, title: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document."""
    import docx as package

    document = package.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                grid.cell(row, column).text = cell
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    """An archive of a few kilobytes whose one member unpacks to so many megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("bomb.txt", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(1024 * 1024))
    return out.getvalue()


def rss(items: int, *, words: int = 40, link: str = "https://paper.example/{n}") -> bytes:
    """An RSS feed; each item has a text of its own."""
    entries = "".join(
        f"<item><title>Train {n} crosses</title><link>{link.format(n=n)}</link><guid>id-{n}</guid>"
        f"<pubDate>Mon, 01 Apr 2019 10:{n % 60:02}:00 +0000</pubDate><description><![CDATA[<p>Train number {n} crossed"
        f" the river Tumen. {'It was long. ' * (words // 3)}</p>]]></description></item>"
        for n in range(items)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Paper</title>'
        f"<link>https://paper.example/</link><language>en-gb</language>{entries}</channel></rss>"
    ).encode()


ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title><entry><title>One</title>'
    '<link href="https://wire.example/1"/><id>tag:1</id><published>2019-04-02T08:00:00Z</published>'
    f"<content type='html'>&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;&lt;p&gt;{SENTENCES[1]}&lt;/p&gt;</content></entry></feed>"
).encode()


def jsonl(*rows: object) -> bytes:
    """Rows as JSON lines."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
