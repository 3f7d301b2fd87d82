"""Secrets that are known again wherever they end up: as they are, in base64 at any offset, percent-encoded, in hexadecimal."""
import base64
import pathlib
import threading
from urllib.parse import quote


def spellings(secret):
    """The byte strings of which none may be found."""
    raw = secret.encode()
    found = {raw, quote(secret, safe="").encode(), quote(secret).encode(), raw.hex().encode(), raw.hex().upper().encode()}
    for offset in range(3):  # what stands before shifts base64; the ends depend on the neighbours
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            found.add(encode(b"\0" * offset + raw)[4 if offset else 0:(offset + len(raw)) // 3 * 4])
    return found


def holders(folder, secrets, except_for=()):
    """Files below a folder that hold a secret, with it; also in their names."""
    unwanted = [(secret, spelling) for secret in secrets for spelling in spellings(secret)]
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_symlink() or not path.is_file() or path in except_for:
            continue
        content = bytes(path) + b"\0" + path.read_bytes()
        yield from (f"{path}: {secret}" for secret, spelling in unwanted if spelling in content)


class Onlooker:
    """Reads what ps would show of a process and of those it starts, all the time that it runs."""

    def __init__(self, pid):
        self.pid, self.seen = pid, set()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def end(self):
        """Everything that was seen."""
        self.over.set()
        self.thread.join()
        return self.seen

    def _look(self):
        while not self.over.wait(0.005):
            self._read(self.pid, ["cmdline"])

    def _read(self, pid, names):
        folder = pathlib.Path(f"/proc/{pid}")
        try:
            self.seen.update((folder / name).read_bytes() for name in names)
            children = [child for task in (folder / "task").iterdir() for child in (task / "children").read_text().split()]
        except OSError:
            return
        for child in children:
            self._read(child, ["cmdline", "environ"])
