"""The set-ups of editors/README.md, taken from the page and run in the editors that are there.

A stand-in for slicecop prints findings that are known, in its own formats: what is tested is how an editor reads them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "editors" / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

# Two findings, the second behind a tab and letters of two bytes each; a last line that is no finding.
TEXT = 'for _ in data:\n    send(data[1:])\n\tx = "äö" + data[2:]\n'
FINDINGS = [
    ("sliced-send", "warning", 2, 10, 18, "`data[1:]` copies: all"),
    ("slice-in-loop", "info", 3, 13, 21, "[*] `data[2:]`"),
]
STAND_IN = """\
#!{python}
import json, sys
findings = json.loads({findings!r})
path = sys.argv[-1]
if "json" in sys.argv:
    print(json.dumps([
        {{"code": code, "severity": severity, "message": message, "filename": path,
          "location": {{"row": row, "column": column}}, "end_location": {{"row": row, "column": end}}}}
        for code, severity, row, column, end, message in findings
    ]))
else:
    sys.stdin.read() if path == "-" else None
    for code, severity, row, column, end, message in findings:
        print(f"{{path}}:{{row}}:{{column}}: {{code}} {{message}}")
    print("Found 2 findings (1 warning, 1 info).")
sys.exit(1)
"""


def needs(editor):
    return unittest.skipUnless(shutil.which(editor), f"{editor} is not installed")


class Editors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.blocks = {}
        for language, code in BLOCK.findall(PAGE.read_text("utf-8")):
            cls.blocks.setdefault(language, []).append(code)

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        (self.folder / "a.py").write_text(TEXT, "utf-8")
        program = self.folder / "slicecop"
        program.write_text(STAND_IN.format(python=sys.executable, findings=json.dumps(FINDINGS)), "utf-8")
        program.chmod(0o755)

    def run_editor(self, *arguments):
        """Runs it with the stand-in first on PATH; returns what it left in the file `out`, one JSON value a line."""
        environment = dict(os.environ, HOME=str(self.folder), PATH=f"{self.folder}{os.pathsep}{os.environ['PATH']}", LC_ALL="C.UTF-8")
        process = subprocess.run(
            arguments, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )
        out = self.folder / "out"
        self.assertTrue(out.exists(), f"{arguments[0]} left nothing:\n{process.stdout}{process.stderr}")
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]

    # --- Vim and Neovim ---

    def quickfix(self, editor, settings, *options):
        compiler = self.folder / settings / "compiler" / "slicecop.vim"
        compiler.parent.mkdir(parents=True)
        compiler.write_text(self.blocks["vim"][0], "utf-8")
        script = self.folder / "try.vim"
        script.write_text(
            f"set runtimepath^={self.folder}/{settings}\ncompiler slicecop\nsilent make! %\n"
            "let found = filter(getqflist(), 'v:val.valid')\n"
            "call writefile(map(found, '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.text]->json_encode()'), 'out')\n"
            "qall!\n",
            "utf-8",
        )
        found = self.run_editor(editor, *options, "a.py", "-S", str(script))
        # The column is given on in bytes, for letters of one byte the same.
        self.assertEqual(
            found,
            [["a.py", 2, 10, "sliced-send `data[1:]` copies: all"], ["a.py", 3, 13, "slice-in-loop [*] `data[2:]`"]],
        )

    @needs("vim")
    def test_vim_quickfix(self):
        self.quickfix("vim", ".vim", "-es", "-u", "NONE", "-N")

    @needs("nvim")
    def test_neovim_quickfix(self):
        self.quickfix("nvim", ".config/nvim", "--headless", "-u", "NONE")

    @needs("nvim")
    def test_neovim_diagnostics(self):
        (self.folder / "init.lua").write_text(self.blocks["lua"][0], "utf-8")
        script = self.folder / "try.lua"
        script.write_text(
            "vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)\n"
            "local lines = {}\n"
            "for _, d in ipairs(vim.diagnostic.get(0)) do\n"
            "  table.insert(lines, vim.fn.json_encode({ d.lnum, d.col, d.end_col, d.severity, d.code, d.message }))\n"
            "end\n"
            "vim.fn.writefile(lines, 'out')\nvim.cmd('qall!')\n",
            "utf-8",
        )
        found = self.run_editor("nvim", "--headless", "-u", "init.lua", "a.py", "-c", f"luafile {script}")
        # From 0; bytes: "äö" is four of them.
        self.assertEqual(
            found,
            [[1, 9, 17, 2, "sliced-send", "`data[1:]` copies: all"], [2, 14, 22, 3, "slice-in-loop", "[*] `data[2:]`"]],
        )

    # --- Emacs ---

    def emacs(self, code):
        script = self.folder / "try.el"
        script.write_text(f";; -*- lexical-binding: t -*-\n(require 'json)\n{code}", "utf-8")
        return self.run_editor("emacs", "-Q", "--batch", "-l", str(script))

    @needs("emacs")
    def test_emacs_compile(self):
        found = self.emacs(
            self.blocks["elisp"][0]
            + """
(defvar done nil)
(add-hook 'compilation-finish-functions (lambda (&rest _) (setq done t)))
(compile "slicecop check --output-format concise a.py")
(while (not done) (accept-process-output nil 0.1))
(let ((lines ""))
  (next-error 1 t)
  (while
      (with-current-buffer (window-buffer)
        (setq lines (concat lines (json-encode (vector (buffer-name) (line-number-at-pos) (- (point) (line-beginning-position)))) "\n"))
        (ignore-errors (next-error 1) t)))
  (write-region lines nil "out"))
"""
        )
        # Where point is after each `next-error`; characters from 0.
        self.assertEqual(found, [["a.py", 2, 9], ["a.py", 3, 12]])

    @needs("emacs")
    def test_emacs_flymake(self):
        found = self.emacs(
            "(require 'python)\n(require 'flymake)\n"
            + self.blocks["elisp"][1]
            + """
(find-file "a.py")
(flymake-start)
(let ((tries 100))
  (while (and (null (flymake-diagnostics)) (> (setq tries (1- tries)) 0)) (accept-process-output nil 0.1)))
(let ((lines ""))
  (dolist (one (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))
    (setq lines (concat lines (json-encode (vector (line-number-at-pos (flymake-diagnostic-beg one))
                                                   (save-excursion (goto-char (flymake-diagnostic-beg one)) (- (point) (line-beginning-position)))
                                                   (flymake-diagnostic-type one)
                                                   (flymake-diagnostic-text one))) "\n")))
  (write-region lines nil "out"))
"""
        )
        self.assertEqual(
            found,
            [
                [2, 9, "warning", "sliced-send `data[1:]` copies: all"],
                [3, 12, "note", "slice-in-loop [*] `data[2:]`"],
            ],
        )

    # --- Visual Studio Code: the editor is not run, its pattern is ---

    def test_vs_code_pattern(self):
        task = json.loads(self.blocks["json"][0])["tasks"][0]
        output = subprocess.run(
            [self.folder / "slicecop", *task["args"][:-1], "a.py"], capture_output=True, text=True, check=False
        ).stdout
        pattern = task["problemMatcher"]["pattern"]
        found = [re.search(pattern["regexp"], line) for line in output.splitlines()]
        parts = ("file", "line", "column", "code", "message")
        self.assertEqual(
            [[match[pattern[part]] for part in parts] for match in found if match],
            [
                ["a.py", "2", "10", "sliced-send", "`data[1:]` copies: all"],
                ["a.py", "3", "13", "slice-in-loop", "[*] `data[2:]`"],
            ],
        )


if __name__ == "__main__":
    unittest.main()
