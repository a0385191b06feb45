"""Runs the world view against a demo server and checks its picture.

    python3 play.py KBE WORLD_VIEW DIRECTORY            with DISPLAY set, and xdotool at hand

What must be in the picture is not asked of the program: a second client tells where everything is, the independent one of
tests/reference, and the server tells where the player is. The keyboard is the display's own.
"""
import json
import os
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'reference', 'tools')]
from kbeprobe import client                                                             # noqa: E402
from picture import Picture                                                             # noqa: E402

# The colours of examples/cpp/world-view/style.hpp.
ME, BAD, GROUND = bytes.fromhex('ffd166'), bytes.fromhex('f0717a'), bytes.fromhex('161b22')
COLOURS = {'Avatar': '6cb6ff', 'Monster': 'ef767a', 'NPC': '8fd694', 'Gate': 'c594ff', 'TypeZoo': '4fd1c5'}
COLOURS = {name: bytes.fromhex(colour) for name, colour in COLOURS.items()}
CORE, REACH, SCALE = 5, 18, 8.0         # pixels that must have the colour; that may have it; pixels per metre
MONSTERS = 14                           # all of which tell their position while they walk
KNOWN = 60                              # metres around the witness in which it sees everybody for certain


class Program:
    """a program whose lines can be waited for"""
    def __init__(self, *command, **more):
        self.name, self.lines, self.news = os.path.basename(command[0]), [], threading.Condition()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **more)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            with self.news:
                self.lines.append(line.strip())
                self.news.notify_all()

    def wait(self, text, since=0, seconds=20):
        """the first line from that one on that contains the text"""
        with self.news:
            if not self.news.wait_for(lambda: any(text in line for line in self.lines[since:]), seconds):
                raise TimeoutError('%s never said %r, but %s' % (self.name, text, self.lines[-5:]))
            return next(line for line in self.lines[since:] if text in line)

    def ask(self, line):
        """one line to it, one line from it"""
        since = len(self.lines)
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        return self.wait('', since)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def faults(picture, panels, centre, scale, entities, witness):
    """what is wrong with a picture; entities: id -> (class, x, z), centre and witness: where these two are"""
    def project(x, z):
        return picture.width / 2 + (x - centre[0]) * scale, picture.height / 2 - (z - centre[1]) * scale

    def covered(x, y, margin):
        inside = margin <= x < picture.width - margin and margin <= y < picture.height - margin
        known = (x - middle[0]) ** 2 + (y - middle[1]) ** 2 < (KNOWN * scale) ** 2
        return not inside or not known or any(px - margin <= x < px + w + margin and py - margin <= y < py + h + margin for px, py, w, h in panels)

    middle = project(*witness)
    places = {eid: (COLOURS.get(name), *project(x, z)) for eid, (name, x, z) in entities.items()}
    places[0] = (ME, *project(*centre))
    wrong, checked = [], []
    for eid, (colour, x, y) in places.items():
        near = [c for c, ox, oy in places.values() if abs(ox - x) < 24 and abs(oy - y) < 24]
        if colour is None or None in near or covered(x, y, 12):
            continue
        checked.append((eid, x, y))
        found = picture.share(x, y, CORE, near)
        if found < (0.7 if len(near) == 1 else 0.4):            # neighbours cover each other, and have dark outlines
            wrong.append('entity %d should be at (%.0f, %.0f), where %.0f%% has its colour' % (eid, x, y, 100 * found))
    for name, colour in COLOURS.items():
        mine = [(x, y) for c, x, y in places.values() if c == colour]
        for x, y in picture.find(colour):
            if not covered(x, y, 1) and all((ox - x) ** 2 + (oy - y) ** 2 > REACH ** 2 for ox, oy in mine):
                wrong.append('a %s is drawn at (%d, %d), where none is' % (name, x, y))
                break
    return wrong, checked


def prove_it_can_fail(picture, checked, look):
    """The check itself is checked: pictures that are wrong must not pass."""
    for dx, dy in ((20, 0), (-20, 0), (0, 20), (0, -20)):
        if not look(picture.shifted(dx, dy)):
            raise AssertionError('a picture shifted by (%d, %d) passes' % (dx, dy))
    alone = [p for p in checked if all(p is o or abs(p[1] - o[1]) + abs(p[2] - o[2]) > 48 for o in checked)]
    for eid, x, y in alone:
        without = picture.copy()
        without.disc(x, y, REACH, GROUND)
        if not any('entity %d should' % eid in fault for fault in look(without)):
            raise AssertionError('a picture without entity %d passes' % eid)
    more = picture.copy()
    more.disc(more.width / 2 + 60, more.height / 2 + 150, 7, COLOURS['Gate'])
    if not look(more):
        raise AssertionError('a picture with one entity too many passes')
    return 5 + len(alone)


class Test:
    def __init__(self, kbe, view, directory):
        self.view_command, self.directory = view, directory
        self.shot, self.dump = os.path.join(directory, 'shot.bmp'), os.path.join(directory, 'shot.json')
        self.server = Program(kbe, 'demo-server', '--login-port', '0', '--base-port', '0', '--monsters', str(MONSTERS))
        ports = self.server.wait('loginapp').replace(',', '').split('127.0.0.1:')
        self.port, client.BASE = int(ports[1].split()[0]), int(ports[2].split()[0])
        client.LOGIN = self.port
        self.server.wait('help')
        self.view = None

    def start_view(self, port, *more):
        command = [self.view_command, '--port', str(port), '--screenshot', self.shot, '--dump', self.dump, '--scale', str(SCALE), *more]
        self.view = Program(*command, env={**os.environ, 'XDG_CACHE_HOME': self.directory, 'SDL_VIDEODRIVER': 'x11', 'SDL_RENDER_DRIVER': 'software'})

    def keyboard(self, *words):
        subprocess.run(('xdotool',) + words, check=True, stdout=subprocess.DEVNULL, timeout=20)

    def take_picture(self):
        since = len(self.view.lines)
        self.keyboard('key', 'F12')
        assert self.view.wait('picture', since) == 'picture taken'
        with open(self.dump) as f:
            return Picture.read(self.shot), json.load(f)

    def position(self, name):
        words = self.server.ask('position ' + name).split(' at ')[1].split()
        return float(words[0]), float(words[2])

    def witness_enters(self):
        self.probe = client.Probe('view', 'world view', '/nonexistent')
        a = self.witness = client.Player(self.probe, 'witness')
        a.create()
        a.login()
        a.login_base()
        a.base('reqCreateAvatar', 1, 'witness')
        answer = self.probe.wait('onRemoteMethodCall', a.link, pred=lambda m: m['fields'].get('method') == 'onCreateAvatarResult')
        a.base('selectAvatarGame', int(answer['fields']['args'][1]['dbid']))
        self.probe.wait('onEntityEnterSpace', a.link)
        self.server.ask('teleport witness 1 -108 1.5 -172')
        self.probe.pump(0.5)

    def walk(self):
        """keys move the avatar, and the server knows"""
        window = subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--name', 'world view'], capture_output=True, text=True, timeout=20)
        self.keyboard('windowfocus', '--sync', window.stdout.split()[0])
        for key, axis, sign in (('Right', 0, 1), ('w', 1, 1), ('Left', 0, -1), ('d', 0, 1)):
            before = self.position('viewer')
            self.keyboard('keydown', key)
            self.probe.pump(0.6)
            self.keyboard('keyup', key)
            self.probe.pump(0.4)
            way = [now - was for now, was in zip(self.position('viewer'), before)]
            assert 1 < sign * way[axis] < 15 and abs(way[1 - axis]) < 0.1, '%s moved the avatar by %s' % (key, way)
            print('key %-5s  the server has the avatar %+.1f m in x, %+.1f m in z from where it was' % (key, *way))

    def freeze(self):
        """whoever is controlled by a client that does not move it stands still"""
        first = min(e.id for e in self.witness.s.ents.values() if e.mod.name == 'Monster')
        for eid in range(first, first + MONSTERS):              # the server counts up; those out of view stop too
            self.server.ask('control witness %d on' % eid)
        self.probe.pump(0.8)

    def seen_by_witness(self):
        known = {e.id: (e.mod.name, e.pos[0], e.pos[2]) for e in self.witness.s.ents.values() if e.mod.name != 'Account'}
        mine = [eid for eid, (name, _, _) in known.items() if name == 'Avatar' and eid != self.witness.eid]
        assert len(mine) == 1, 'the witness sees %d other avatars' % len(mine)
        del known[mine[0]]                                      # the player itself, whose place the server tells
        known[self.witness.eid] = ('Avatar', *self.position('witness'))
        return known

    def check_picture(self, scale):
        picture, dump = self.take_picture()
        entities, centre = self.seen_by_witness(), self.position('viewer')
        witness = self.position('witness')
        look = lambda p: faults(p, dump['panels'], centre, scale, entities, witness)[0]
        wrong, checked = faults(picture, dump['panels'], centre, scale, entities, witness)
        for e in dump['entities']:
            if (e['x'] - witness[0]) ** 2 + (e['z'] - witness[1]) ** 2 > KNOWN ** 2:
                continue
            there = (*entities[e['id']][1:],) if e['id'] in entities else centre if e['me'] else None
            if there is None or max(abs(e['x'] - there[0]), abs(e['z'] - there[1])) > 0.6:
                wrong.append('the dump has entity %d at (%.1f, %.1f), the witness at %s' % (e['id'], e['x'], e['z'], there))
        assert not wrong, '\n'.join(wrong)
        assert len(checked) >= 10, 'only %d entities could be checked' % len(checked)
        failing = prove_it_can_fail(picture, checked, look)
        print('%d entities are drawn where a second client sees them, at %.1f pixels a metre; %d wrong pictures were refused' % (len(checked), scale, failing))
        return picture

    def banner(self, wanted):
        """the frame of a banner, in the middle of the picture"""
        end = time.monotonic() + 15
        while True:
            picture, dump = self.take_picture()
            framed = sum(1 for x in range(400, 880) if any(picture.at(x, y) == BAD for y in range(250, 360)))
            if (framed > 400) == wanted and (dump['stage'] == 2) != wanted:
                return
            assert time.monotonic() < end, 'banner wanted: %s; stage %d, %d columns of its frame' % (wanted, dump['stage'], framed)
            self.probe.pump(0.3)

    def trouble(self):
        """the user is told what has happened, and can go on"""
        self.banner(False)
        self.server.ask('kick viewer')
        self.banner(True)
        self.keyboard('key', 'r')
        self.banner(False)
        print('kicked: the window says so; R logs in again')

    def run(self):
        self.witness_enters()
        self.start_view(self.port)
        self.view.wait('in the world')
        self.walk()
        self.freeze()
        self.check_picture(SCALE)
        self.keyboard('key', 'minus')
        self.probe.pump(1.0)
        self.check_picture(SCALE * 0.8)
        self.trouble()
        self.keyboard('key', 'Escape')
        assert self.view.process.wait(10) == 0, 'leaving ended with %d' % self.view.process.returncode
        self.start_view(1, '--after', '0.3')                    # nobody listens there
        assert self.view.process.wait(20) == 1, 'a failed login ended with %d' % self.view.process.returncode
        framed = Picture.read(self.shot)
        assert any(framed.at(640, y) == BAD for y in range(200, 360)), 'a failed login shows no banner'
        print('nobody listens: the window says so')

    def end(self):
        if self.view:
            self.view.end()
        self.server.end()


def main():
    test = Test(*sys.argv[1:4])
    try:
        test.run()
    finally:
        test.end()


main()
