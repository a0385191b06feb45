"""Plays against a running demo server with an independent client and fails unless every message decodes to its last byte.

    python3 kbeprobe_login.py DIR LOGIN_PORT BASE_PORT ADMIN_PORT [tcp|kcp|ws [KEY] | wss CERTIFICATE]

DIR contains the package `kbeprobe`; KEY is a Blowfish key in hexadecimal digits,
CERTIFICATE the file of the certificate to trust. Two players log in, see each other, walk, call, change spaces, are kicked and come
back; every form of message that the server can be made to send in a minute is provoked.
"""
import socket, ssl, struct, sys, time

sys.path.insert(0, sys.argv[1])
from kbeprobe import client                                                        # noqa: E402
from kbeprobe.client import Player, Probe                                          # noqa: E402
from kbeprobe.wire import blob, cstr, message, num                                 # noqa: E402

client.LOGIN, client.BASE = int(sys.argv[2]), int(sys.argv[3])
TAG = '%06d' % (int(time.time() * 10) % 1000000)
TRANSPORT, EXTRA = (sys.argv[5:] + ['tcp'])[0], (sys.argv[6:] + [''])[0]
ROAD = {'transport': 'ws', 'key': b''} if TRANSPORT == 'wss' else {'transport': TRANSPORT, 'key': bytes.fromhex(EXTRA)}
problems = []


class Secure:
    """the sockets of kbeprobe, inside TLS"""
    AF_INET, SOCK_STREAM, SOCK_DGRAM, IPPROTO_TCP, TCP_NODELAY, create_connection = socket.AF_INET, socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.IPPROTO_TCP, socket.TCP_NODELAY, socket.create_connection
    class socket:
        def __init__(self, *a): pass
        def connect(self, addr): self.s = ssl.create_default_context(cafile=EXTRA).wrap_socket(socket.create_connection(addr), server_hostname='localhost')
        def fileno(self): return self.s.fileno()
        def sendall(self, b): self.s.sendall(b)
        def close(self): self.s.close()
        def recv(self, n):
            d = self.s.recv(n)
            while self.s.pending(): d += self.s.recv(n)                            # select does not see it
            return d


if TRANSPORT == 'wss': client.socket = Secure


class Admin:
    """the command port"""
    def __init__(self, port): self.file = socket.create_connection(('127.0.0.1', port), 5).makefile('rw')
    def __call__(self, line):
        self.file.write(line + '\n'); self.file.flush(); answer = self.file.readline().strip()
        if not answer.startswith('ok'): problems.append('%s: %s' % (line, answer))
        return answer[3:]


def closed(link):
    """whether the server closes soon; over KCP nobody is told"""
    end = time.monotonic() + 3
    while TRANSPORT != 'kcp' and link.open and time.monotonic() < end: link.p.pump(0.05)
    return TRANSPORT == 'kcp' or not link.open


def check(condition, text):
    if not condition: problems.append(text)


def me(a): return a.s.ents[a.eid]
def of_class(a, name): return [e for e in a.s.ents.values() if e.mod.name == name]
def events(p, kind, since=0, **kw):
    all_events = [x for m in p.dec.out[since:] for x in m.get('events') or []]
    return [x for x in all_events if x['event'] == kind and all(x.get(k) == v for k, v in kw.items())]
def names(p, a, since=0): return [m['name'].split('::')[1] for m in p.dec.out[since:] if m['dir'] == 's2c' and m.get('name') and m['conn'] == a.link.id]


def enter(p, a, avatar, imp=True):
    check(a.create()['fields']['code'] == 0, 'account not created')
    check(a.create()['fields']['code'] == 7, 'account created twice')
    m = a.login(); check('tcpPort' in m['fields'], 'login failed: %s' % m['fields'])
    a.login_base(imp); i = p.mark(); a.base('reqAvatarList'); p.wait('onRemoteMethodCall', a.link, i); i = p.mark()
    a.base('reqCreateAvatar', 1, avatar)
    r = p.wait('onRemoteMethodCall', a.link, i, pred=lambda m: m['fields'].get('method') == 'onCreateAvatarResult')
    a.dbid = int(r['fields']['args'][1]['dbid']); select(p, a)


def select(p, a):
    i = p.mark(); a.base('selectAvatarGame', a.dbid); p.wait('onCreatedProxies', a.link, i); p.wait('onEntityEnterSpace', a.link, i); p.pump(0.4)


def walk(p, players, seconds, step=0.3, ground=1, up=0.0):
    for k in range(int(seconds * 10)):
        for a in players:
            x, y, z = me(a).pos; me(a).pos = [x + step, y + up, z - step / 2]
            a.pos(*me(a).pos, yaw=0.1 * k % 3, pitch=0.01 * k, ground=ground)
        p.pump(0.1)


def echoes(p, a):
    """every exposed method of the zoo in view, with a value of each type"""
    zoo = of_class(a, 'TypeZoo'); check(zoo, 'no type zoo in view')
    if not zoo: return
    deep = {'name': 'deep é', 'point': {'x': 1.5, 'y': -2.0}, 'points': [{'x': 0.0, 'y': 9.0}], 'matrix': [[1, -2], []], 'data': {'param1': -3, 'param2': b'\0\xff'}}
    values = {'Int8': [-128], 'Int16': [-32768], 'Int32': [-2**31], 'Int64': [-2**63], 'Uint8': [255], 'Uint16': [65535], 'Uint32': [2**32 - 1], 'Uint64': [2**64 - 1],
              'Float': [1.1], 'Double': [-2.2e200], 'String': ['ascii'], 'Unicode': ['юникод 字 😀'], 'Python': [{'a': [1, (2.5, None)]}], 'PyDict': [{'k': 1}], 'PyTuple': [(1, 'x')], 'PyList': [[1, 2]],
              'Blob': [bytes(range(256))], 'Vector2': [(1.0, 2.0)], 'Vector3': [(1.0, 2.0, 3.0)], 'Vector4': [(1.0, 2.0, 3.0, 4.0)], 'Entitycall': [(5, 6, 1, 2)],
              'Point': [{'x': 3.0, 'y': 4.0}], 'Deep': [deep], 'Names': [['a', 'б']], 'Array': [[1, 2, 3]], 'Nested': [[[1], [], [65535]]], 'None': [], 'Many': [7, 'text', 'ünï', 0.5, deep, -9]}
    declared = {f.name for f in zoo[0].mod.cell}; check(declared == {'echo' + k for k in values}, 'zoo methods: %s' % declared)
    for k, args in values.items():
        i = p.mark(); a.cell('echo' + k, *args, eid=zoo[0].id)
        try: r = p.wait(('onRemoteMethodCall', 'onRemoteMethodCallOptimized'), a.link, i, 3, lambda m: m['fields'].get('method') == 'onEcho' + k)
        except TimeoutError: problems.append('no answer to echo' + k); continue
        sent = next(m for m in p.dec.out[i:] if m['dir'] == 'c2s' and m.get('name'))
        check(sent['fields']['args'] == r['fields']['args'], 'echo%s: %s became %s' % (k, sent['fields']['args'], r['fields']['args']))
    i = p.mark(); a.cell('partEcho', 'part', 5, component='part', eid=zoo[0].id)
    p.wait(('onRemoteMethodCall', 'onRemoteMethodCallOptimized'), a.link, i, 3, lambda m: m['fields'].get('method') == 'onPartEcho')


def avatar_calls(p, a):
    i = p.mark(); a.cell('requestPull'); a.cell('jump'); a.base('say', 1, component='component1'); a.cell('hello', 2, component='component1'); a.cell('hello', 3, component='component3')
    for e in of_class(a, 'NPC')[:1]: a.cell('dialog', e.id, 10001001); a.cell('dialog', e.id, 5)
    for e in of_class(a, 'Monster')[:3]: a.cell('useTargetSkill', 1, e.id)
    p.pump(2.5); a.cell('relive', 1); p.pump(0.5)
    got = [x['name'] for x in events(p, 'method', i)]
    for name, n in (('onAddSkill', 7), ('helloCB', 2), ('dialog_addOption', 2), ('dialog_setText', 1), ('dialog_close', 1), ('recvDamage', 3)):
        check(got.count(name) >= n, '%d × %s, wanted %d' % (got.count(name), name, n))


def spaces(p, a, admin):
    i = p.mark(); admin('teleport %s 2' % a.name); p.wait('onEntityEnterSpace', a.link, i); p.pump(0.6)
    seen = [n for n in names(p, a, i) if n in ('onEntityLeaveSpace', 'initSpaceData', 'onSetEntityPosAndDir', 'onEntityEnterSpace')]
    check(seen == ['onEntityLeaveSpace', 'initSpaceData', 'onSetEntityPosAndDir', 'onEntityEnterSpace'], 'teleport: %s' % seen)
    i = p.mark(); x, y, z = me(a).pos
    for k in range(30):
        x += 0.4; a.pos(x, y, z, 1.57); p.pump(0.1)
        if 'onEntityLeaveSpace' in names(p, a, i): break
    check(events(p, 'enterSpace', i), 'the gate did not work'); p.pump(0.5)
    i = p.mark(); a.pos(me(a).pos[0] + 300.0, 1.5, 0.0); p.wait('onSetEntityPosAndDir', a.link, i)       # too fast
    i = p.mark(); admin('teleport %s 1 -90 1.5 -150' % a.name); p.wait('onSetEntityPosAndDir', a.link, i); p.pump(0.5)
    i = p.mark(); admin('spacedata 1 weather rain 雨'); admin('delspacedata 1 weather'); p.pump(0.3)
    check(events(p, 'setSpaceData', i) and events(p, 'delSpaceData', i), 'space data')


def proxy(p, a, admin, command, wanted):
    """a command that gives the client another entity"""
    i = p.mark(); admin('%s %s' % (command, a.name)); p.wait('onCreatedProxies', a.link, i); check(me(a).mod.name == wanted, '%s: %s' % (command, me(a).mod.name)); p.pump(0.3)


def operator(p, a, admin):
    i = p.mark(); e = a.eid
    for line in ('prop %d HP -5' % e, 'prop %d name neuer Name' % e, 'prop %d component1.state 4321' % e, 'prop %d component2.own 3' % e, 'prop %d position -95,2,-150' % e, 'prop %d direction 0.1,0.2,0.3' % e, 'call ' + a.name,
                 'stream %s 4000' % a.name, 'stream %s 100 text' % a.name, 'stream %s 0' % a.name, 'control %s %d on' % (a.name, e)): admin(line); p.pump(0.2)
    p.pump(1.0); admin('control %s %d off' % (a.name, e)); p.pump(0.3)
    monsters = [m.id for m in of_class(a, 'Monster')]
    if monsters:
        m = monsters[0]; admin('control %s %d on' % (a.name, m)); p.pump(0.3); x, y, z = a.s.ents[m].pos
        for k in range(5): a.pos_controlled(m, x + 0.2 * k, y, z); p.pump(0.1)
        admin('control %s %d off' % (a.name, m)); p.pump(0.3)
    for kind in ('playerCreated', 'streamStarted', 'streamData', 'streamCompleted', 'control', 'baseDir'): check(kind == 'playerCreated' or events(p, kind, i), 'no ' + kind)
    admin('losecell ' + a.name); p.pump(0.4); j = p.mark(); admin('getcell ' + a.name); p.wait('onEntityEnterSpace', a.link, j); p.pump(0.5)
    admin('flood %s 5000' % a.name); p.pump(1.0)
    proxy(p, a, admin, 'giveback', 'Account'); select(p, a)


def big_view(p, a, admin):
    """more than 255 entities in view and back: ids of one and of four bytes"""
    i = p.mark(); first, last = admin('spawn 300').split(' to '); p.until(lambda: len(a.s.view) > 255, 30, 'many in view'); p.pump(0.5)
    admin('prop %s HP 7' % last); p.pump(0.3); admin('despawn ' + first); p.pump(0.3); admin('despawn all'); p.until(lambda: len(a.s.view) < 100, 30, 'few in view'); p.pump(0.3)
    forms = {m['fields']['viewId']['form'] for m in p.dec.out[i:] if 'viewId' in (m.get('fields') or {})}
    check(4 in forms, 'view id forms: %s' % forms); admin('spawn 20'); p.pump(1.5)


def base_zoo(p, a, admin):
    """a zoo of its own, so that its base methods can be called"""
    proxy(p, a, admin, 'zoo', 'TypeZoo')
    i = p.mark(); a.base('echoUint8', 200); a.base('echoUnicode', 'база'); a.base('echoNested', [[1]]); a.base('partEcho', 'x', 1, component='part'); p.pump(0.5)
    echoed = lambda: [x['name'] for x in events(p, 'method', i) if 'Echo' in x['name']]; p.until(lambda: len(echoed()) >= 4); check(len(echoed()) == 4, 'base echoes: %s' % echoed())
    proxy(p, a, admin, 'giveback', 'Account'); select(p, a)


def comings_and_goings(p, a):
    """relogin with a wrong and the right key, kick by a second login, logout"""
    uuid, eid = a.s.uuid, a.eid; a.link.close(); p.pump(0.4)
    l = a.connect('baseapp', hello=False); i = p.mark(); l.send(message('Baseapp::reloginBaseapp', cstr(a.name) + cstr('x') + struct.pack('<Qi', uuid ^ 2, eid)))
    check(p.wait('onReloginBaseappFailed', l, i)['fields']['failedcode'] == 3, 'relogin with a wrong key'); l.close()
    for hello in (False, True):
        a.link = l = a.connect('baseapp', hello=hello); i = p.mark()
        l.send(message('Baseapp::reloginBaseapp', cstr(a.name) + cstr(a.pw) + struct.pack('<Qi', a.s.uuid, eid))); p.wait('onReloginBaseappSuccessfully', l, i); p.wait('onEntityEnterWorld', l, i, pred=lambda m: m['fields']['eid'] != a.eid)
        p.pump(0.4); walk(p, [a], 0.5); a.tick()
    c = Player(p, a.name, session='C', **ROAD); c.dbid = a.dbid; i = p.mark(); c.login(); c.login_base(imp=True); p.wait('onKicked', a.link, i)
    check(events(p, 'kicked', i, code=9) and closed(a.link), 'the old client was not kicked'); select(p, c); walk(p, [c], 0.5); c.logout()
    check(closed(c.link), 'logout did not close')


def errors(p, a):
    l = a.connect('loginapp')
    for kw, code in (({'password': 'no'}, 6), ({'name': '  '}, 5), ({'digest': '00' * 16}, 12), ({'name': 'n' * 129}, 5)):
        m = a.login(l, **kw); check(m['fields'].get('code') == code, 'login %s: %s' % (kw, m['fields']))
    m = a.login(l, digest=a.hello_cb['fields']['entitydefMD5']); check('tcpPort' in m['fields'], 'login with the right digest')
    i = p.mark(); l.send(message('Loginapp::importClientMessages'), message('Loginapp::importServerErrorsDescr'), message('Loginapp::onClientActiveTick'))
    p.wait('onImportServerErrorsDescr', l, i); p.wait('onAppActiveTickCB', l, i); l.close()
    l = a.connect('baseapp'); i = p.mark(); l.send(message('Baseapp::importClientMessages'), message('Baseapp::loginBaseapp', cstr('nobody') + cstr('x')))
    check(p.wait('onLoginBaseappFailed', l, i)['fields']['failedcode'] == 3, 'loginBaseapp without login')
    l.send(message('Baseapp::onUpdateDataFromClient', bytes(29))); p.pump(0.3); check(closed(l), '27 without a proxy did not condemn')


def main():
    admin = Admin(int(sys.argv[4]))
    p = Probe('demo', 'demo server', '/nonexistent'); a, b = Player(p, 'probe_a_' + TAG, session='A', datas=b'demo', **ROAD), Player(p, 'probe_b_' + TAG, session='B', **ROAD)
    enter(p, a, 'Ünï 勇者'); enter(p, b, 'B', imp=False)
    check(a.eid in b.s.view and b.eid in a.s.view, 'the players do not see each other')
    i = p.mark(); walk(p, [a, b], 3); walk(p, [b], 0.8, ground=0, up=0.2); b.cell('jump'); b.cell('hello', 1, component='component1'); p.pump(0.4)
    check(events(p, 'move', i, entity=b.eid) and events(p, 'move', i, entity=a.eid), 'the players do not see each other move')
    check(events(p, 'method', i, entity=b.eid, name='onJump'), 'the jump was not seen')
    last = [x for x in events(p, 'move', i, entity=a.eid) if 'x' in x][-1]; check(abs(last['x'] - me(a).pos[0]) < 0.6, 'A is at %s, B sees %s' % (me(a).pos, last))
    avatar_calls(p, a); echoes(p, a); a.tick(); spaces(p, a, admin); operator(p, a, admin); big_view(p, a, admin); base_zoo(p, a, admin); comings_and_goings(p, a); errors(p, b); b.logout(); p.pump(0.3)
    report(p)


def report(p):
    bad = [m for m in p.dec.out if 'error' in m or 'leftover' in m or m.get('table_differences')]
    for m in bad[:10]: problems.append('undecoded: %s' % {k: m.get(k) for k in ('i', 'conn', 'name', 'error', 'leftover', 'body', 'table_differences') if k in m})
    forms = sorted({m['name'].split('onUpdateData')[1] for m in p.dec.out if m['dir'] == 's2c' and 'onUpdateData' in m.get('name', '')})
    kinds = {m['name'] for m in p.dec.out if m['dir'] == 's2c' and m.get('name')}
    print('%d messages, %d of them undecoded; %d kinds from the server, %d volatile forms: %s' % (len(p.dec.out), len(bad), len(kinds), len(forms), ' '.join(forms)))
    for x in problems: print('PROBLEM', x)
    sys.exit(1 if problems else 0)


try: main()
except (TimeoutError, OSError):
    for x in problems: print('PROBLEM', x)
    raise
