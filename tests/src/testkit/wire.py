"""A cable between two network interfaces, with delay and loss.

usage: wire.py NEAR FAR; prints "ready" when both interfaces exist. Commands on standard input, one in each line:
"delay MILLISECONDS", "loss PERCENT", "cut", "mend". Ends with its standard input.

The kernel's own emulator (tc netem) is a module that not every kernel has; TUN interfaces are in all of them.
"""
import fcntl
import heapq
import os
import random
import selectors
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
MOST = 65536


def interface(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return device


near, far = interface(sys.argv[1]), interface(sys.argv[2])
other = {near: far, far: near}
state = {"delay": 0.0, "loss": 0.0, "cut": False}
# Packets on their way: (time of arrival, number, interface, bytes).
under_way = []
sent = 0
chance = random.Random(1)


def command(line):
    word, *rest = line.split()
    if word in ("cut", "mend"):
        state["cut"] = word == "cut"
        under_way.clear()
    elif word == "delay":
        state["delay"] = float(rest[0]) / 1000
    elif word == "loss":
        state["loss"] = float(rest[0]) / 100
    print(line, flush=True)


def receive(device):
    global sent
    while True:
        try:
            packet = os.read(device, MOST)
        except BlockingIOError:
            return
        if state["cut"] or chance.random() < state["loss"]:
            continue
        sent += 1
        heapq.heappush(under_way, (time.monotonic() + state["delay"], sent, other[device], packet))


def deliver():
    now = time.monotonic()
    while under_way and under_way[0][0] <= now:
        _, _, device, packet = heapq.heappop(under_way)
        try:
            os.write(device, packet)
        except OSError:
            pass  # The interface is down: a real cable loses the packet, too.


selector = selectors.DefaultSelector()
for device in (near, far):
    selector.register(device, selectors.EVENT_READ)
selector.register(sys.stdin, selectors.EVENT_READ)
os.set_blocking(sys.stdin.fileno(), False)
print("ready", flush=True)
typed = b""
while True:
    wait = max(0, under_way[0][0] - time.monotonic()) if under_way else None
    for key, _ in selector.select(wait):
        if key.fileobj is not sys.stdin:
            receive(key.fd)
            continue
        part = os.read(sys.stdin.fileno(), MOST)
        if not part:
            sys.exit(0)
        *lines, typed = (typed + part).split(b"\n")
        for line in lines:
            command(line.decode())
    deliver()
