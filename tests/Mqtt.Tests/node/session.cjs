// One scripted session of MQTT.js: node session.cjs URL VERSION(4|5) [CA-FILE]. Says "OK" and exits with 0 if all went as it should.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const mqtt = require('mqtt');

const [url, version, caFile] = process.argv.slice(2);
const protocolVersion = Number(version);
const v5 = protocolVersion === 5;
const options = { ca: caFile && fs.readFileSync(caFile), protocolVersion, reconnectPeriod: 0, connectTimeout: 10000, username: 'gw', password: 'secret' };

const connect = extra => mqtt.connectAsync(url, { ...options, ...extra });

// Messages in order of arrival; next() waits for one.
function inbox(client) {
  const messages = [];
  const waiting = [];
  client.on('message', (topic, payload, packet) => {
    const message = { topic, text: payload.toString(), qos: packet.qos, retain: packet.retain, properties: packet.properties };
    if (waiting.length) waiting.shift()(message); else messages.push(message);
  });
  return { next: () => new Promise(resolve => { if (messages.length) resolve(messages.shift()); else waiting.push(resolve); }) };
}

async function main() {
  const subscriber = await connect({ clientId: 'js-sub' });
  const received = inbox(subscriber);
  const granted = await subscriber.subscribeAsync({ 'fm/v1/+/e1/#': { qos: 2 }, 'secret/#': { qos: 0 } }).catch(error => error);
  if (!(granted instanceof Error)) {
    assert.deepStrictEqual(granted.map(g => g.qos), [2, v5 ? 0x87 : 0x80]);
  }

  const publisher = await connect({ clientId: 'js-pub', will: { topic: 'fm/v1/s/e1/state', payload: 'offline', qos: 1, retain: true } });
  for (const qos of [0, 1, 2]) {
    const properties = v5 ? { userProperties: { unit: '℃' }, contentType: 'application/json' } : undefined;
    await publisher.publishAsync('fm/v1/s/e1/telemetry', `{"qos":${qos}}`, { qos, properties });
    const message = await received.next();
    assert.strictEqual(message.topic, 'fm/v1/s/e1/telemetry');
    assert.strictEqual(message.text, `{"qos":${qos}}`);
    assert.strictEqual(message.qos, qos);
    if (v5) assert.strictEqual(message.properties.userProperties.unit, '℃');
  }

  // 1 MiB of nonsense is answered and the connection lives on.
  const big = Buffer.alloc(1024 * 1024, 0xff);
  if (v5) {
    const refusal = await publisher.publishAsync('refused', big, { qos: 1 }).then(() => null, error => error);
    assert.strictEqual(refusal?.code, 0x99);
  } else {
    await publisher.publishAsync('refused', big, { qos: 1 });
  }

  assert.ok(publisher.connected);
  await publisher.publishAsync('fm/v1/s/e1/state', 'online', { qos: 1, retain: true });
  assert.strictEqual((await received.next()).text, 'online');

  // Cut the line: the will comes, and stays for who comes later.
  publisher.stream.destroy();
  const will = await received.next();
  assert.strictEqual(will.text, 'offline');
  const late = await connect({ clientId: 'js-late' });
  const lateReceived = inbox(late);
  await late.subscribeAsync('fm/v1/s/e1/state', { qos: 1 });
  const retained = await lateReceived.next();
  assert.strictEqual(retained.text, 'offline');
  assert.strictEqual(retained.retain, true);

  await subscriber.unsubscribeAsync('fm/v1/+/e1/#');
  const wrong = await connect({ clientId: 'js-wrong', password: 'wrong' }).then(() => null, error => error);
  assert.strictEqual(wrong?.code, v5 ? 0x86 : 4);
  await Promise.all([subscriber.endAsync(), late.endAsync()]);
}

setTimeout(() => { console.error('took too long'); process.exit(3); }, 30000).unref();
main().then(() => { console.log('OK'); process.exit(0); }, error => { console.error(error); process.exit(1); });
