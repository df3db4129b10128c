"""The reader of shell blocks sees what a page shows, and a command that goes wrong fails its block."""

import os
import tempfile
import unittest

from docs.commands import Command, run_block, shell_blocks

PAGE = """\
# Title

```sh
echo one
echo two \\
  three   # a comment
for x in 1 2; do
  echo "$x"
done

false  # exit status 1: it is false
```

```python
print("no command")
```

    ```sh
    cat <<END
    text
    END
    ```
"""


class Reading(unittest.TestCase):
    def test_commands_of_a_page(self):
        first, second = shell_blocks(PAGE)
        self.assertEqual([command.text.split("\n")[0] for command in first[:3]], ["echo one", "echo two \\", "for x in 1 2; do"])
        self.assertEqual(first[3:], [Command("false  # exit status 1: it is false", 1)])
        self.assertEqual(len(second), 1)

    def test_a_shell_under_another_name(self):
        with self.assertRaisesRegex(ValueError, "not `console`"):
            shell_blocks("```console\n$ ls\n```\n")

    def test_a_command_that_is_no_shell(self):
        with self.assertRaisesRegex(ValueError, "cannot read"):
            shell_blocks("```sh\nif true\n```\n")


class Running(unittest.TestCase):
    def run_commands(self, *commands):
        with tempfile.TemporaryDirectory() as folder:
            return run_block(commands, folder, dict(os.environ), 10)

    def test_all_go_well(self):
        self.assertIsNone(self.run_commands(Command("x=1", 0), Command('[ "$x" = 1 ]', 0), Command("false", 1)))

    def test_a_command_fails(self):
        problem = self.run_commands(Command("true", 0), Command("echo why; ls no-such-file", 0), Command("true", 0))
        self.assertIn("exits 2, not 0", problem)
        self.assertIn("why", problem)
        self.assertIn("no-such-file", problem)

    def test_a_command_that_should_fail_and_does_not(self):
        self.assertIn("exits 0, not 1", self.run_commands(Command("true", 1)))

    def test_a_command_that_is_not_there(self):
        self.assertIn("exits 127", self.run_commands(Command("no-such-command-here", 0)))

    def test_a_command_that_leaves_the_shell(self):
        self.assertIn("the shell ends with 5", self.run_commands(Command("exit 5", 0), Command("true", 0)))


if __name__ == "__main__":
    unittest.main()
