"""scripts/slicecop sets up, builds when something changed, and otherwise only runs."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from scripts.checkout import CHECKOUT, commands, miniature, run

# A command that must not be called.
NOT_CALLED = 'echo "$0 $*" >>"${0%/*}/called"; exit 1'


class Temporary(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)


class SetUp(Temporary):
    def test_without_the_right_to_install_it_names_what_is_missing(self):
        path = commands(self.folder / "bin", id="echo 1000", apt_get=NOT_CALLED)
        result = run(miniature(self.folder / "checkout") / "scripts/slicecop", "version", path=path)
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        missing, remedy = result.stderr.splitlines()
        self.assertRegex(missing, r"missing: g\+\+ cmake ninja-build\b")
        self.assertRegex(remedy, r"sudo apt-get install .*g\+\+ cmake ninja-build\b")
        self.assertFalse((self.folder / "bin" / "called").exists())
        self.assertFalse((self.folder / "checkout" / "build").exists())

    def test_a_system_without_apt_is_told_the_packages(self):
        result = run(miniature(self.folder / "checkout") / "scripts/slicecop", path=commands(self.folder / "bin"))
        self.assertEqual(result.returncode, 2)
        self.assertIn("Debian's names", result.stderr)

    def assert_installs(self, **who):
        # This apt-get knows no package before the update; then it installs what is asked for as empty commands.
        apt = """
        echo "$*" >>"${0%/*}/apt.log"
        case " $* " in
          *" update "*) : >"${0%/*}/updated" ;;
          *" install "*) [ -e "${0%/*}/updated" ] || exit 100
            for name in g++ cmake ninja; do printf '#!/bin/bash\\nexit 7\\n' >"${0%/*}/$name"; chmod +x "${0%/*}/$name"; done ;;
        esac"""
        path = commands(self.folder / "bin", apt_get=apt, **who)
        result = run(miniature(self.folder / "checkout") / "scripts/slicecop", path=path)
        calls = (self.folder / "bin" / "apt.log").read_text().splitlines()
        self.assertEqual(len(calls), 3, calls)
        self.assertEqual(calls[0], calls[2])
        self.assertIn("g++ cmake ninja-build", calls[0])
        # The compiler that it installed is none, so the build fails, and says so.
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("the build failed", result.stderr)

    def test_as_root_it_installs_after_an_update_of_the_lists(self):
        self.assert_installs(id="echo 0")

    def test_with_sudo_it_installs_too(self):
        self.assert_installs(id="echo 1000", sudo='[ "$1" = -n ] && shift && exec "$@"')

    def test_a_sudo_that_asks_for_a_password_is_no_right(self):
        path = commands(self.folder / "bin", id="echo 1000", sudo="exit 1", apt_get=NOT_CALLED)
        result = run(miniature(self.folder / "checkout") / "scripts/slicecop", path=path)
        self.assertEqual(result.returncode, 2)
        self.assertIn("sudo apt-get install", result.stderr)
        self.assertFalse((self.folder / "bin" / "called").exists())

    def test_an_installation_that_fails_is_shown(self):
        path = commands(self.folder / "bin", id="echo 0", apt_get="echo E: no such package; exit 100")
        result = run(miniature(self.folder / "checkout") / "scripts/slicecop", path=path)
        self.assertEqual(result.returncode, 2)
        self.assertIn("E: no such package", result.stderr)
        self.assertIn("could not install: g++", result.stderr)


class Building(Temporary):
    def setUp(self):
        super().setUp()
        self.checkout = miniature(self.folder / "checkout")
        self.script = self.checkout / "scripts" / "slicecop"

    def change(self, name, text):
        (self.checkout / name).write_text(text)

    def assert_prints(self, text):
        result = run(self.script)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, text, ""))

    def test_it_follows_every_change(self):
        self.assert_prints("1 rules\n")
        self.change("rules/rules.cpp", "int rules = 2;\n")
        self.assert_prints("2 rules\n")
        # A file that goes and one that comes, by name alone.
        (self.checkout / "rules/rules.cpp").rename(self.checkout / "rules/new_name.cpp")
        self.assert_prints("2 rules\n")
        self.change("linter/more.cpp", "extern int rules;\nstatic int more = rules += 40;\n")
        self.assert_prints("42 rules\n")
        (self.checkout / "linter/more.cpp").unlink()
        self.assert_prints("2 rules\n")

    def test_a_failed_build_shows_the_compiler_and_is_tried_again(self):
        self.assert_prints("1 rules\n")
        self.change("rules/rules.cpp", "int rules = nonsense;\n")
        for _ in range(2):
            result = run(self.script)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertIn("nonsense", result.stderr)
            self.assertIn("the build failed", result.stderr)
        self.change("rules/rules.cpp", "int rules = 3;\n")
        self.assert_prints("3 rules\n")

    def test_a_second_run_needs_neither_packages_nor_tools(self):
        self.assert_prints("1 rules\n")
        names = ("apt_get", "npm", "cmake", "ninja", "sudo", "git")
        path = commands(self.folder / "bin", **dict.fromkeys(names, NOT_CALLED))
        result = run(self.script, path=path)
        self.assertEqual((result.returncode, result.stdout), (0, "1 rules\n"))
        self.assertFalse((self.folder / "bin" / "called").exists())

    def test_from_another_folder_by_a_link(self):
        os.symlink(self.script, self.folder / "link")
        result = run("../link", cwd=self.folder / "checkout")
        self.assertEqual((result.returncode, result.stdout), (0, "1 rules\n"))

    def test_a_checkout_that_was_moved_builds_again(self):
        self.assert_prints("1 rules\n")
        self.checkout = self.checkout.rename(self.folder / "moved")
        self.script = self.checkout / "scripts" / "slicecop"
        self.assert_prints("1 rules\n")
        self.change("rules/rules.cpp", "int rules = 5;\n")
        self.assert_prints("5 rules\n")

    def test_several_at_once(self):
        outputs = []
        threads = [threading.Thread(target=lambda: outputs.append(run(self.script))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([(output.returncode, output.stdout) for output in outputs], [(0, "1 rules\n")] * 4)


class Checkout(unittest.TestCase):
    """The program of this very checkout."""

    def test_it_starts_within_half_a_second_of_the_plain_program(self):
        script, program = CHECKOUT / "scripts" / "slicecop", CHECKOUT / "build" / "release" / "slicecop"
        subprocess.run([script, "version"], check=True, capture_output=True)
        fastest = {}
        for command in (script, program):
            times = []
            for _ in range(5):
                started = time.perf_counter()
                subprocess.run([command, "version"], check=True, capture_output=True)
                times.append(time.perf_counter() - started)
            fastest[command] = min(times)
        self.assertLess(fastest[script] - fastest[program], 0.5)

    def test_it_passes_on_arguments_and_exit_status(self):
        script = CHECKOUT / "scripts" / "slicecop"
        result = run(script, "check", "--no-such-option", cwd="/")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("--no-such-option", result.stderr)

    def test_paths_are_relative_to_the_callers_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "here.py").write_text("x = 1\n")
            self.assertEqual(run(CHECKOUT / "scripts" / "slicecop", "check", "--isolated", "here.py", cwd=folder).returncode, 0)

    def test_it_is_a_program(self):
        for name in ("slicecop", "test"):
            self.assertTrue(os.access(CHECKOUT / "scripts" / name, os.X_OK))
        self.assertEqual(shutil.which("run", path=str(CHECKOUT / ".ci")), str(CHECKOUT / ".ci" / "run"))


if __name__ == "__main__":
    unittest.main()
