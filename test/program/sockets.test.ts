import { expect, test } from 'vitest';
import { VirtualClock } from '../../src/program/clock';
import { Outbox } from '../../src/program/outbox';
import { Sockets } from '../../src/program/sockets';

function socketsAndOutbox() {
  const outbox = new Outbox(new VirtualClock());
  const sockets = new Sockets(outbox);
  const heard: string[] = [];
  const socket = sockets.connect('broker-1', 9092, () => heard.push('onConnect'));
  socket.on('data', (data: Buffer) => heard.push(`data ${data.toString()}`));
  socket.on('end', () => heard.push('end'));
  socket.on('error', (error: Error & { code: string }) => heard.push(`error ${error.code} ${error.message}`));
  return { outbox, sockets, socket, heard };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a connection from its opening to its end', () => {
  const { outbox, sockets, socket, heard } = socketsAndOutbox();
  expect(outbox.take()).toEqual([{ atUs: 0, type: 'connect', socket: 1, host: 'broker-1', port: 9092 }]);
  sockets.deliver({ atUs: 1, type: 'connected', socket: 1 });
  const buffer = Buffer.from('abc');
  socket.write(buffer, 'binary');
  buffer.fill(0);
  expect(outbox.take()).toEqual([{ atUs: 0, type: 'write', socket: 1, bytes: bytes('abc') }]);
  sockets.deliver({ atUs: 2, type: 'data', socket: 1, bytes: bytes('xyz') });
  expect(heard).toEqual(['onConnect', 'data xyz']);
  expect(sockets.keepAlive).toBe(true);
  socket.end();
  socket.unref();
  expect(outbox.take()).toEqual([{ atUs: 0, type: 'close', socket: 1 }]);
  expect(sockets.keepAlive).toBe(false);
});

test('the broker’s end is told once, and end() from its listener tells nothing more', () => {
  const { outbox, sockets, socket, heard } = socketsAndOutbox();
  sockets.deliver({ atUs: 1, type: 'connected', socket: 1 });
  socket.on('end', () => socket.end());
  outbox.take();
  sockets.deliver({ atUs: 2, type: 'end', socket: 1 });
  socket.end();
  socket.end();
  sockets.deliver({ atUs: 3, type: 'data', socket: 1, bytes: bytes('late') });
  expect(heard).toEqual(['onConnect', 'end']);
  expect(outbox.take()).toEqual([{ atUs: 0, type: 'close', socket: 1 }]);
});

test('a refused connection is an error, with no line of ours in its stack', () => {
  const { outbox, sockets, socket, heard } = socketsAndOutbox();
  const stacks: unknown[] = [];
  socket.on('error', (error: Error) => stacks.push(error.stack));
  outbox.take();
  sockets.deliver({
    atUs: 1,
    type: 'error',
    socket: 1,
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED broker-1:9092',
  });
  expect(heard).toEqual(['error ECONNREFUSED connect ECONNREFUSED broker-1:9092']);
  expect(stacks).toEqual(['Error: connect ECONNREFUSED broker-1:9092']);
  socket.end();
  expect(outbox.take()).toEqual([]);
  expect(sockets.keepAlive).toBe(false);
});

test('what is written before the connection stands is sent with it, and nothing after the end', () => {
  const { outbox, sockets, socket } = socketsAndOutbox();
  socket.write('early');
  expect(outbox.take()).toHaveLength(1);
  sockets.deliver({ atUs: 1, type: 'connected', socket: 1 });
  expect(outbox.take()).toEqual([{ atUs: 0, type: 'write', socket: 1, bytes: bytes('early') }]);
  socket.end('last');
  socket.write('late');
  expect(outbox.take().map(({ type }) => type)).toEqual(['write', 'close']);
});

test('sockets are numbered from 1, and what comes for another, or for none, is not heard', () => {
  const { sockets, heard } = socketsAndOutbox();
  expect(sockets.connect('broker-2', 9092, () => heard.push('second')).number).toBe(2);
  sockets.deliver({ atUs: 1, type: 'connected', socket: 2 });
  sockets.deliver({ atUs: 1, type: 'connected', socket: 3 });
  expect(heard).toEqual(['second']);
});
