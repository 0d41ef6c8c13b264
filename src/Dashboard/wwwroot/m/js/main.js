// The phone page: faults and inspections of crews, and whoever has a part of a fault. Data comes from the last answer plus what was done here since;
// every change draws the current view anew.
import { call, get, Offline, Refused } from './api.js';
import { startClock, syncClock } from './clock.js';
import { forget, keep, kept } from './db.js';
import { h } from './dom.js';
import { due, span } from './format.js';
import { now } from './clock.js';
import { onQueue, send } from './queue.js';
import { loadDrafts, refreshRounds, rounds } from './rounds.js';
import { parts, tasks } from './tasks.js';
import { loadWords, t } from './words.js';
import { roundView } from './views/round.js';
import { roundsView } from './views/rounds.js';
import { signIn } from './views/signin.js';
import { partView } from './views/part.js';
import { taskView } from './views/task.js';
import { tasksView } from './views/tasks.js';
import { unsentView } from './views/unsent.js';

const REFRESH = 30_000;
const root = document.getElementById('app');
const app = { me: null, go, redraw, signOut };

async function start() {
  document.documentElement.dataset.theme = (document.cookie.match(/f-theme=(\w+)/) ?? [])[1] ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  followReleases();
  await Promise.all([loadWords(), startClock(), tasks.load(), parts.load(), rounds.load()]);
  document.title = t('title');
  app.me = await whoAmI();
  onQueue(what => what === 'sent' ? refresh() : redraw());
  addEventListener('hashchange', redraw);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
  setInterval(refresh, REFRESH);
  setInterval(tick, 1000);
  if (app.me) {
    await loadDrafts(app.me.user);
    send(app.me.user);
    redraw();
    await refresh();
  }

  await redraw();
}

/** A page that stays open for days asks for a new release when it is looked at, and takes it when nobody is filling something in: all else is on disk. */
function followReleases() {
  if (!('serviceWorker' in navigator)) return;
  const known = navigator.serviceWorker.controller;
  let isOld = false;
  navigator.serviceWorker.register('/m/sw.js').catch(() => {});
  navigator.serviceWorker.addEventListener('controllerchange', () => { isOld = !!known; });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    if (isOld && !isBusy()) location.reload();
    else navigator.serviceWorker.getRegistration().then(registration => registration?.update()).catch(() => {});
  });
}

/** Somebody has begun to fill something in that isn't kept yet. */
const isBusy = () => !!document.querySelector('form.m-open, dialog[open], input:focus, textarea:focus');

/** Who is signed in; without a network who was last. */
async function whoAmI() {
  try {
    const me = await get('/api/me');
    await keep('me', me);
    return me;
  } catch (error) {
    if (error instanceof Offline) return await kept('me') ?? null;
    return null;
  }
}

async function refresh() {
  if (!app.me || document.visibilityState !== 'visible') return;
  try {
    await syncClock();
    await Promise.all([tasks.refresh(), parts.refresh(), refreshRounds()]);
    send(app.me.user);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) app.me = null;
  }

  await redraw();
}

async function signOut() {
  await call('DELETE', '/api/session').catch(() => {});
  await forget('me');
  app.me = null;
  redraw();
}

function go(hash) {
  location.hash = hash;
}

let drawing = Promise.resolve();
let held = Promise.resolve();
const LONGEST_TAP = 800;

// A button that is drawn anew between the finger's coming and going would miss the tap.
let release = () => {};
addEventListener('pointerdown', () => {
  held = new Promise(done => {
    release = done;
    setTimeout(done, LONGEST_TAP);
  });
}, true);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(release), true);

/** Draws the view of the address. Never under the hands of someone who is filling something in. */
function redraw() {
  drawing = drawing.then(draw, draw);
  return drawing;
}

async function draw() {
  if (root.querySelector('form.m-open, dialog[open]') && location.hash === root.dataset.hash) return;
  const [, view, number, part] = location.hash.split('/');
  const drawn = !app.me ? signIn(app, async me => {
    app.me = me;
    await keep('me', me);
    await loadDrafts(me.user);
    send(me.user);
    await refresh();
    await redraw();
  }) : view === 'task' ? await taskView(app, decodeURIComponent(number ?? ''))
    : view === 'part' ? await partView(app, decodeURIComponent(number ?? ''), Number(part))
    : view === 'rounds' ? await roundsView(app)
    : view === 'round' ? await roundView(app, Number(number))
    : view === 'unsent' ? await unsentView(app)
      : await tasksView(app);
  await held;
  const same = location.hash === root.dataset.hash;
  const top = same ? scrollY : 0;
  const typed = same ? takeTyped() : null;
  root.dataset.hash = location.hash;
  root.replaceChildren(...[drawn].flat());
  typed?.putBack();
  scrollTo(0, top);
  tick();
}

/** What stands in the fields of the checklist and where the hand is: a drawing by the clock must not take it away. */
function takeTyped() {
  const fields = [...root.querySelectorAll('[data-asks]')].map(field => [field.dataset.asks, field.value]);
  const active = document.activeElement;
  const at = active?.dataset?.asks;
  const caret = at ? [active.selectionStart, active.selectionEnd] : null;
  const field = key => root.querySelector(`[data-asks="${key}"]`);
  return {
    putBack() {
      for (const [key, value] of fields) if (field(key)) field(key).value = value;
      if (!at || !field(at)) return;
      field(at).focus();
      field(at).setSelectionRange(...caret);
    },
  };
}

/** Countdowns and ages, without drawing anything else. */
function tick() {
  for (const element of root.querySelectorAll('[data-due]')) {
    const left = due(element.dataset.from, element.dataset.due);
    element.querySelector('.v').textContent = left.text;
    element.querySelector('.bar i').style.width = `${Math.round(left.used * 100)}%`;
    element.classList.toggle('soon', left.mood === 'soon');
    element.classList.toggle('over', left.mood === 'over');
  }

  for (const element of root.querySelectorAll('[data-since]')) element.textContent = span(now() - Date.parse(element.dataset.since));
}

start().catch(error => root.replaceChildren(h('p.m-empty', {}, String(error))));
