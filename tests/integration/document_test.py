"""The made-up brief in all formats, read by other programs: document_test.py DOCUMENT_SAMPLE

poppler reads the PDF: every heading and note is in its text, in order, each note on the page that refers to it first; every
page holds something; fonts are embedded. Where LibreOffice is installed, it opens the DOCX and its PDF says the same.
Twice the same bytes with SOURCE_DATE_EPOCH. Exit code 77 (skipped) where poppler-utils are missing.
"""
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom
import zipfile

SAMPLE = sys.argv[1]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LANGUAGES = ("zh", "en")


class Brief(html.parser.HTMLParser):
    """Headings, captions, notes and links of the page: what the other formats are held to."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.headings, self.notes, self.captions, self.ids, self.targets = [], [], [], [], []
        self.inside = []
        self.feed(text)
        self.headings.pop()  # that of the notes: only the page has them at its end

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if (attributes.get("href") or "").startswith("#"):
            self.targets.append(attributes["href"][1:])
        if tag in ("h1", "h2", "h3", "h4", "figcaption", "caption"):
            self.inside.append(tag)
            (self.captions if "caption" in tag else self.headings).append("")
        elif tag == "li" and (attributes.get("id") or "").startswith("n"):
            self.inside.append(tag)
            self.notes.append("")
        elif tag in ("sup", "a") and self.inside:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, text):
        kind = self.inside[-1] if self.inside else ""
        if kind == "li":
            self.notes[-1] += text
        elif "caption" in kind:
            self.captions[-1] += text
        elif kind.startswith("h"):
            self.headings[-1] += text


def bare(text):
    """Without white space and the joiners that keep characters together: what is left does not hang on the layout."""
    return re.sub(r"[\s\u2060\u200b]", "", text)


def pages_of(path):
    # -raw: in the order in which it is drawn; by place, columns of tables would pull captions apart.
    answer = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    if answer.stderr:
        raise AssertionError(answer.stderr.decode())
    return [bare(page) for page in answer.stdout.decode().split("\f")[:-1]]


class DocumentSample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="tenon-document-")
        cls.write(cls.folder)
        cls.briefs = {}
        for language in LANGUAGES:
            with open(cls.path(language, "html"), encoding="utf-8") as file:
                cls.briefs[language] = Brief(file.read())

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @staticmethod
    def write(folder):
        subprocess.run([SAMPLE, folder], check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1790000000"})

    @classmethod
    def path(cls, language, kind):
        return os.path.join(cls.folder, f"brief_{language}.{kind}")

    def hold(self, text, brief):
        """`text` has all headings in order, and all captions and notes."""
        at = 0
        for heading in brief.headings:
            found = text.find(bare(heading), at)
            self.assertGreaterEqual(found, 0, f"heading '{heading}' is missing or out of order")
            at = found
        for part in brief.captions + brief.notes:
            self.assertIn(bare(part), text)

    def test_the_page_is_linked_within(self):
        for language in LANGUAGES:
            brief = self.briefs[language]
            self.assertEqual(len(brief.ids), len(set(brief.ids)))
            self.assertEqual(set(brief.targets) - set(brief.ids), set())
            self.assertGreater(len(brief.notes), 3)
            self.assertGreater(len(brief.headings), 8)

    def test_pdf_says_everything(self):
        for language in LANGUAGES:
            text = "".join(re.sub(r"\[\d+\]", "", page) for page in pages_of(self.path(language, "pdf")))
            self.hold(text, self.briefs[language])

    def test_notes_stand_on_the_page_of_their_first_reference(self):
        for language in LANGUAGES:
            pages = pages_of(self.path(language, "pdf"))
            for number, note in enumerate(self.briefs[language].notes, 1):
                mark = f"[{number}]"
                self.assertIn(mark + bare(note), next(page for page in pages if mark in page))

    def test_every_page_holds_something_and_has_its_number(self):
        for language in LANGUAGES:
            for number, page in enumerate(pages_of(self.path(language, "pdf")), 1):
                self.assertGreater(len(page), 60)
                self.assertIn(f"—{number}—" if language == "zh" else str(number), page)

    def test_pdf_has_its_properties_and_fonts(self):
        for language in LANGUAGES:
            info = subprocess.run(["pdfinfo", self.path(language, "pdf")], capture_output=True, check=True, encoding="utf-8").stdout
            self.assertIn(self.briefs[language].headings[0], info)
            self.assertRegex(info, r"Tagged:\s+yes")
            self.assertRegex(info, r"Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)")
            fonts = subprocess.run(["pdffonts", self.path(language, "pdf")], capture_output=True, check=True, encoding="utf-8").stdout
            rows = fonts.splitlines()[2:]
            self.assertTrue(rows)
            for row in rows:
                # Embedded, a part, with a way back to characters.
                self.assertRegex(row, r"yes\s+yes\s+yes")

    def test_pages_are_drawn(self):
        for language in LANGUAGES:
            picture = os.path.join(self.folder, "page")
            subprocess.run(["pdftoppm", "-r", "20", "-gray", self.path(language, "pdf"), picture], check=True)
            drawn = sorted(name for name in os.listdir(self.folder) if name.startswith("page"))
            self.assertEqual(len(drawn), len(pages_of(self.path(language, "pdf"))))
            for name in drawn:
                with open(os.path.join(self.folder, name), "rb") as file:
                    self.assertLess(min(file.read()[20:]), 128, "an empty page")
                os.remove(os.path.join(self.folder, name))

    def test_docx_is_a_package_of_well_formed_parts(self):
        for language in LANGUAGES:
            with zipfile.ZipFile(self.path(language, "docx")) as package:
                self.assertIsNone(package.testzip())
                for name in package.namelist():
                    if not name.endswith(".png"):
                        xml.dom.minidom.parseString(package.read(name))
                notes = package.read("word/footnotes.xml").decode()
                self.assertEqual(notes.count("<w:footnoteRef/>"), len(self.briefs[language].notes))

    def test_the_same_bytes_again(self):
        with tempfile.TemporaryDirectory(prefix="tenon-document-") as again:
            self.write(again)
            for name in os.listdir(again):
                with open(os.path.join(again, name), "rb") as second, open(os.path.join(self.folder, name), "rb") as first:
                    self.assertEqual(first.read(), second.read(), name)

    @unittest.skipUnless(OFFICE, "no LibreOffice on this machine (apt-get install libreoffice-writer-nogui)")
    def test_libreoffice_reads_the_docx(self):
        for language in LANGUAGES:
            out = os.path.join(self.folder, "office")
            subprocess.run([OFFICE, "-env:UserInstallation=file://" + os.path.join(self.folder, "profile"), "--headless", "--convert-to", "pdf",
                            "--outdir", out, self.path(language, "docx")], check=True, capture_output=True, timeout=240)
            pages = pages_of(os.path.join(out, f"brief_{language}.pdf"))
            brief = self.briefs[language]
            text = "".join(pages)
            # Numbers of notes stand as plain digits between the letters: only headings, and notes at the foot, are held to it.
            for heading in brief.headings[1:]:
                self.assertIn(bare(heading), text)
            for number, note in enumerate(brief.notes, 1):
                self.assertIn(str(number) + bare(note), text)
            self.assertGreaterEqual(len(pages), 4)


if __name__ == "__main__":
    missing = [name for name in ("pdftotext", "pdftoppm", "pdfinfo", "pdffonts") if shutil.which(name) is None]
    if missing:
        print(f"skipped: no {', '.join(missing)} on this machine (apt-get install poppler-utils)")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
