"""One scripted session of Eclipse Paho: session.py SCHEME PORT VERSION(4|5) CA-FILE. Says "OK" and exits with 0 if all went as it should."""
import queue
import ssl
import sys

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

scheme, port, version, ca_file = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
V5 = version == 5
PATIENCE = 20


class Peer:
    """A client whose answers are waited for, one after another."""

    def __init__(self, name, password="secret", will=False, clean=True):
        self.inbox, self.answers = queue.Queue(), queue.Queue()
        extra = {} if V5 else {"clean_session": clean}
        self.client = mqtt.Client(name, protocol=mqtt.MQTTv5 if V5 else mqtt.MQTTv311, transport="websockets" if scheme.startswith("ws") else "tcp", **extra)
        if scheme.startswith("ws"):
            self.client.ws_set_options(path="/mqtt")
        if scheme in ("mqtts", "wss"):
            self.client.tls_set(ca_certs=ca_file, tls_version=ssl.PROTOCOL_TLS_CLIENT)
        self.client.username_pw_set("gw", password)
        if will:
            self.client.will_set("py/will", "offline", 1, False)
        self.client.on_connect = lambda *a: self.answers.put(("connect", a[3], a[2]))
        self.client.on_subscribe = lambda *a: self.answers.put(("subscribe", a[3], None))
        self.client.on_unsubscribe = lambda *a: self.answers.put(("unsubscribe", None, None))
        self.client.on_message = lambda _c, _u, message: self.inbox.put(message)
        properties = None
        if V5 and not clean:
            properties = Properties(PacketTypes.CONNECT)
            properties.SessionExpiryInterval = 60
        self.client.connect("127.0.0.1", port, 30, **({"clean_start": clean, "properties": properties} if V5 else {}))
        self.client.loop_start()
        _, self.code, self.flags = self.answers.get(timeout=PATIENCE)

    def subscribe(self, topics):
        self.client.subscribe(topics)
        kind, granted, _ = self.answers.get(timeout=PATIENCE)
        assert kind == "subscribe", kind
        return [getattr(code, "value", code) for code in granted]

    def publish(self, topic, payload, qos, retain=False, properties=None):
        info = self.client.publish(topic, payload, qos, retain, properties) if V5 else self.client.publish(topic, payload, qos, retain)
        info.wait_for_publish(PATIENCE)
        assert info.is_published(), topic

    def end(self):
        self.client.disconnect()
        self.client.loop_stop()


def value(code):
    return getattr(code, "value", code)


subscriber = Peer("py-sub")
assert value(subscriber.code) == 0, subscriber.code
assert subscriber.subscribe([("py/#", 2), ("secret/#", 0)]) == [2, 0x87 if V5 else 0x80]

publisher = Peer("py-pub", will=True)
for qos in (0, 1, 2):
    properties = None
    if V5:
        properties = Properties(PacketTypes.PUBLISH)
        properties.UserProperty = ("unit", "℃")
    publisher.publish("py/t", "q%d" % qos, qos, properties=properties)
    message = subscriber.inbox.get(timeout=PATIENCE)
    assert (message.topic, message.payload, message.qos) == ("py/t", b"q%d" % qos, qos), message
    if V5:
        assert message.properties.UserProperty == [("unit", "℃")], message.properties

# More than one frame and more than one read.
big = bytes(range(256)) * 2048
publisher.publish("py/big", big, 1)
assert subscriber.inbox.get(timeout=PATIENCE).payload == big

publisher.publish("py/state", "online", 1, retain=True)
assert not subscriber.inbox.get(timeout=PATIENCE).retain
late = Peer("py-late")
late.subscribe([("py/state", 1)])
assert late.inbox.get(timeout=PATIENCE).retain

# A session that waits: what was published meanwhile is there.
kept = Peer("py-kept", clean=False)
kept.subscribe([("py/kept", 1)])
kept.end()
publisher.publish("py/kept", "meanwhile", 1)
assert subscriber.inbox.get(timeout=PATIENCE).payload == b"meanwhile"
again = Peer("py-kept", clean=False)
assert value(again.code) == 0 and again.flags["session present"] == 1, again.flags
assert again.inbox.get(timeout=PATIENCE).payload == b"meanwhile"

# Cut the line: the will comes.
publisher.client._sock_close()
will = subscriber.inbox.get(timeout=PATIENCE)
assert (will.topic, will.payload) == ("py/will", b"offline"), will.topic
publisher.client.loop_stop()

subscriber.client.unsubscribe("py/#")
assert subscriber.answers.get(timeout=PATIENCE)[0] == "unsubscribe"

wrong = Peer("py-wrong", password="wrong")
assert value(wrong.code) == (0x86 if V5 else 4), wrong.code
for peer in (subscriber, late, again, wrong):
    peer.end()
print("OK")
