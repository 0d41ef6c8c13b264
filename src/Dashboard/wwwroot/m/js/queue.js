// What was done here and isn't known there yet. Each entry is on disk before the page shows it as done, goes out in the order it was done,
// carries the moment it was done and one key for all its tries, and stays until the server has taken it or a person has thrown it away.
import { call, Offline, Refused } from './api.js';
import { now } from './clock.js';
import { addUnsent, allUnsent, forget, keep, kept, putUnsent, removeUnsent } from './db.js';

const RETRY_FIRST = 2_000;
const RETRY_LAST = 60_000;

let running = false;
let retry = RETRY_FIRST;
let timer;
let online = true;
let since = null;
const listeners = new Set();

export const onQueue = listener => listeners.add(listener);
export const state = () => ({ online, since });
const tell = () => listeners.forEach(listener => listener());

/** What an entry is about: its address below /api/, and what a person calls it. */
export const faultOf = task => ({ path: `faults/${task.row.id}`, number: task.row.number });

/** An action of the loop. `files` are entries added before by addFile; their digests are filled in when they are known. */
export const addAction = (user, about, body, files = []) =>
  add({ kind: 'action', user, ...about, to: 'actions', body: { ...body, at: new Date(now()).toISOString() }, files });

/** The record of an inspection; its own times stand in it. */
export const addRecord = (user, about, body, files) => add({ kind: 'action', user, ...about, to: 'complete', body, files });

/** A picture; returns the name by which later actions refer to it. `named`: one of them will. */
export async function addFile(user, about, blob, query, named = false) {
  const ref = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const bytes = await blob.arrayBuffer();
  await add({ kind: 'file', user, ...about, ref, bytes, type: blob.type, named, query: { ...query, takenAt: new Date(now()).toISOString() } });
  return ref;
}

async function add(item) {
  await addUnsent({ ...item, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, doneAt: now() });
  tell();
  send();
}

export const unsent = allUnsent;

/** Throws an entry away, and with a picture nothing else: actions that named it go without it. */
export async function drop(item) {
  await removeUnsent(item.id);
  tell();
  send();
}

export async function tryAgain(item) {
  await putUnsent({ ...item, problem: undefined });
  tell();
  send();
}

export async function send(user) {
  if (user !== undefined) sender = user;
  if (running || sender === null) return;
  running = true;
  clearTimeout(timer);
  let changed = false;
  try {
    for (;;) {
      const waiting = await allUnsent();
      const item = next(waiting);
      if (!item) break;
      const outcome = await sendOne(item);
      if (outcome === 'later') {
        timer = setTimeout(() => send(), retry);
        retry = Math.min(RETRY_LAST, retry * 2);
        break;
      }
      retry = RETRY_FIRST;
      changed = true;
      tell();
    }
  } finally {
    running = false;
    if (changed) listeners.forEach(listener => listener('sent'));
  }
}

let sender = null;

/** The oldest of this person's entries; what a refused one of the same fault or inspection blocks waits with it. */
function next(items) {
  const blocked = new Set(items.filter(item => item.problem && item.kind === 'action').map(item => item.path));
  return items.find(item => item.user === sender && !item.problem && !blocked.has(item.path));
}

async function sendOne(item) {
  try {
    if (item.kind === 'file') await sendFile(item);
    else await sendAction(item);
    await removeUnsent(item.id);
    setOnline(true);
    return 'sent';
  } catch (error) {
    if (error instanceof Offline) {
      setOnline(false);
      return 'later';
    }
    if (!(error instanceof Refused)) throw error;
    setOnline(true);
    // Nobody is signed in, or the server is busy or broken: not this entry's fault.
    if (error.status === 401 || error.status === 429 || error.status >= 500) return 'later';
    await putUnsent({ ...item, problem: error.problem ?? { code: 'request.failed', parameters: {} } });
    return 'refused';
  }
}

/** Each apart: the page may be open twice. */
const digestOf = ref => `digest-${ref}`;

async function sendFile(item) {
  const query = new URLSearchParams(Object.entries(item.query).filter(([, value]) => value !== undefined && value !== null));
  const { sha256 } = await call('POST', `/api/${item.path}/files?${query}`, { body: new Blob([item.bytes], { type: item.type }), type: item.type });
  // A signature and an inspection's photos are named by what follows; a fault's photo belongs to it by itself.
  if (item.named) await keep(digestOf(item.ref), sha256);
}

async function sendAction(item) {
  const files = (await Promise.all(item.files.map(ref => kept(digestOf(ref))))).filter(Boolean);
  await call('POST', `/api/${item.path}/${item.to}`, { json: { ...item.body, files }, key: item.key });
  for (const ref of item.files) await forget(digestOf(ref));
}

export function setOnline(value) {
  if (online === value) return;
  online = value;
  since = value ? null : now();
  tell();
}

addEventListener('online', () => {
  retry = RETRY_FIRST;
  send();
});
addEventListener('offline', () => setOnline(false));
