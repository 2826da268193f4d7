"""A copy of the project that faults are planted in, built once."""

import os
import re
import shutil
import subprocess
import tempfile

SWITCH = """\
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Which planted fault is active in this process: the one whose number the environment holds.
enum Mutant {
    private static let active: Int = {
        guard let text = getenv("MUTANT") else { return 0 }
        return Int(atoi(text))
    }()

    static func isActive(_ number: Int) -> Bool { number == active }
}
"""

LEFT_BEHIND = shutil.ignore_patterns(".build", ".git", ".venv", "__pycache__")


class Workshop:
    def __init__(self, root, folder=None):
        """Copies the project; or goes on with a copy that was kept."""
        self.root = root
        self.sound = {}
        if folder:
            self.folder = folder
            self.is_mounted = self.can_mount()
            return
        self.folder = os.path.join(tempfile.mkdtemp(prefix="rapport-mutants-"), "rapport")
        shutil.copytree(root, self.folder, symlinks=True, ignore=LEFT_BEHIND)
        self.is_mounted = self.take_over_build()

    @property
    def record(self):
        """Where the faults that were planted are kept with what became of them, beside the copy."""
        return os.path.join(os.path.dirname(self.folder), "faults.json")

    @property
    def proven(self):
        """Where it is kept how long tests take without a fault."""
        return os.path.join(os.path.dirname(self.folder), "proven.json")

    def renew_tests(self):
        """Brings the tests as they are now, and builds them."""
        if os.path.exists(self.proven):
            os.remove(self.proven)
        shutil.copytree(os.path.join(self.root, "Tests"), os.path.join(self.folder, "Tests"), dirs_exist_ok=True,
                        ignore=LEFT_BEHIND)
        result = self.compile()
        if result.returncode:
            raise SystemExit("The copy does not build with the tests as they are now:\n" + result.stdout[-4_000:])

    def remove(self):
        shutil.rmtree(os.path.dirname(self.folder))

    def take_over_build(self):
        """Whether what was built of the dependencies serves here too: by hard links, and with the copy mounted where
        the project lies, because a build knows its files by their absolute paths."""
        build = os.path.join(self.root, ".build")
        if not os.path.isdir(build) or not self.can_mount():
            return False
        if subprocess.run(["cp", "-al", build, self.folder], capture_output=True).returncode:
            shutil.rmtree(os.path.join(self.folder, ".build"), ignore_errors=True)
            return False
        copy = os.path.join(self.folder, ".build")
        debug = os.path.realpath(os.path.join(copy, "debug"))
        own = set(os.listdir(os.path.join(self.root, "Sources")) + os.listdir(os.path.join(self.root, "Tests")))
        for name in os.listdir(debug) if os.path.isdir(debug) else []:
            path = os.path.join(debug, name)
            if name.split(".build")[0] in own and os.path.isdir(path):
                shutil.rmtree(path)
            elif os.path.isfile(path) and os.access(path, os.X_OK):
                os.remove(path)
        # What is written in place must not be the other's.
        for folder, folders, names in os.walk(copy):
            folders[:] = [name for name in folders if name not in ("checkouts", "repositories")]
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith((".db", ".yaml", ".json", ".priors", ".lock")) and os.path.isfile(path):
                    shutil.copy2(path, path + ".copy")
                    os.replace(path + ".copy", path)
        return True

    def can_mount(self):
        probe = ["unshare", "-m", "mount", "--bind", self.folder, self.root]
        return bool(shutil.which("unshare")) and not subprocess.run(probe, capture_output=True).returncode

    def compile(self):
        return subprocess.run(self.command("swift", "build", "--build-tests"), cwd=self.folder, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def command(self, *arguments):
        """What runs `arguments` in the copy."""
        if not self.is_mounted:
            return list(arguments)
        script = 'mount --bind "$0" "$1" && cd "$1" && shift && exec "$@"'
        return ["unshare", "-m", "sh", "-c", script, self.folder, self.root] + list(arguments)

    def plant(self, faults):
        """Writes these faults, and no others, into the sources."""
        for room in {fault.room for fault in faults}:
            self.write(os.path.join("Sources", room, "Mutant.swift"), SWITCH)
        for file in {fault.file for fault in faults} | set(self.sound):
            lines = self.without_faults(file).split("\n")
            # From right to left, so that the columns of those on the same line stay right.
            for fault in sorted((one for one in faults if one.file == file), key=lambda one: -one.start):
                code = lines[fault.line - 1]
                lines[fault.line - 1] = code[:fault.start] + fault.planted + code[fault.end:]
            self.write(file, "\n".join(lines))

    def without_faults(self, file):
        """What the copy held before anything was planted, whatever happens to the project meanwhile."""
        if file not in self.sound:
            with open(os.path.join(self.folder, file), encoding="utf-8") as text:
                self.sound[file] = text.read()
        return self.sound[file]

    def write(self, file, content):
        """Leaves alone what is so already, so that it is not compiled again."""
        path = os.path.join(self.folder, file)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as text:
                if text.read() == content:
                    return
        with open(path, "w", encoding="utf-8") as text:
            text.write(content)

    def build(self, faults, rounds=12):
        """Builds everything; faults that the compiler refuses are dropped, and it builds again.

        Returns the faults that are left and those that were dropped.
        """
        left, dropped = list(faults), []
        for _ in range(rounds):
            self.plant(left)
            result = self.compile()
            if result.returncode == 0:
                return left, dropped
            places = {(file, int(line)) for file, line in
                      re.findall(r"(Sources/[^\s:]+\.swift):(\d+):\d+: error:", result.stdout)}
            refused = [fault for fault in left if (fault.file, fault.line) in places]
            if not refused:
                raise SystemExit("The copy does not build, and not for a planted fault:\n" + result.stdout[-4_000:])
            print("  %d faults are no Swift, and left out" % len(refused), flush=True)
            dropped += refused
            left = [fault for fault in left if fault not in refused]
        raise SystemExit("After %d rounds there were still faults that the compiler refuses." % rounds)

    def program(self):
        """The file that holds all tests, as the commands in the copy see it."""
        path = subprocess.run(self.command("swift", "build", "--show-bin-path"), cwd=self.folder, text=True,
                              capture_output=True, check=True).stdout.strip()
        return os.path.join(path, "rapportPackageTests.xctest")
