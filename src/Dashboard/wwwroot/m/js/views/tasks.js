import { h, icon } from '../dom.js';
import { kilometres, moment } from '../format.js';
import { canLocate, metres, position } from '../position.js';
import { addAction, state, unsent } from '../queue.js';
import { currentParts, currentTasks, lastRead, nextDeadline, total, totalParts } from '../tasks.js';
import { name, t } from '../words.js';
import { partCard } from './part.js';

let here = null;

export async function tasksView(app) {
  const tasks = await currentTasks();
  const parts = await currentParts();
  const waiting = await unsent();
  return [
    h('header.m-head', {},
      h('div', {}, h('h1', {}, t('tasks.title')), h('p.cap', {}, `${name(app.me.name)} · ${t('tasks.read', lastRead() ? moment(new Date(lastRead()).toISOString()) : '–')}`)),
      h('button.m-icon', { type: 'button', 'aria-label': t('signOut'), title: t('signOut'), onclick: app.signOut }, icon('person'))),
    strip(waiting),
    !isSecureContext && h('p.m-note', {}, icon('warning'), t('insecure')),
    canLocate() && here === null && tasks.some(task => task.latitude) && h('button.m-link', { type: 'button', onclick: async () => { here = await position() ?? false; app.redraw(); } }, icon('place'), t('tasks.locate')),
    tasks.length + parts.length === 0 && h('p.m-empty', {}, t('tasks.none')),
    (tasks.length > 0 || parts.length === 0) && h('p.m-count', {}, h('b', {}, t('tasks.byDeadline')), ` ${t('tasks.count', tasks.length)}`),
    h('div.m-list', {}, tasks.map(task => card(app, task))),
    total() > tasks.length && h('p.cap', {}, t('tasks.more', total() - tasks.length)),
    parts.length > 0 && h('p.m-count', {}, h('b', {}, t('handed.title')), ` ${t('tasks.count', parts.length)}`),
    parts.length > 0 && h('div.m-list', {}, parts.map(item => partCard(app, item))),
    totalParts() > parts.length && h('p.cap', {}, t('tasks.more', totalParts() - parts.length)),
  ].filter(Boolean);
}

/** Without a network, or with something refused: what waits, and the way to it. */
export function strip(waiting) {
  const { online, since } = state();
  const refused = waiting.filter(item => item.problem).length;
  if (refused > 0) return h('a.m-strip.bad', { href: '#/unsent' }, icon('warning'), h('span', {}, t('unsent.refused', refused)));
  if (!online) return h('a.m-strip', { href: '#/unsent' }, icon('offline'), h('span', {}, t('unsent.offline', since ? moment(new Date(since).toISOString()) : '', waiting.length)));
  if (waiting.length > 0) return h('a.m-strip', { href: '#/unsent' }, icon('refresh'), h('span', {}, t('unsent.waiting', waiting.length)));
  return null;
}

/** Of a repair's row or a part. */
export const severity = row => h(`span.m-sev.${row.severity.toLowerCase()}`, {}, row.severity === 'P1' ? `P1 ${t('severity.P1')}` : row.severity);

export function deadline(task) {
  const next = nextDeadline(task);
  return next && h('div.m-due', { 'data-due': next.dueAt, 'data-from': next.from }, h('span.k', {}, t(`due.${next.limit}`)), h('b.v', {}), h('span.bar', {}, h('i')));
}

export const place = row => [name(row.place.community), name(row.place.building), name(row.place.name)].filter(Boolean).join(' ');

function card(app, task) {
  const { row } = task;
  const urgent = row.severity === 'P1';
  const distance = here && task.latitude ? kilometres(metres(here, task)) : null;
  const address = `#/task/${encodeURIComponent(row.number)}`;
  return h(`article.m-card${urgent ? '.hot' : ''}`, {},
    h('a.m-body', { href: address },
      h('div.m-row', {}, severity(row), h('span.cap', {}, [distance, t(`state.${row.state}`)].filter(Boolean).join(' · '))),
      h('h2', {}, name(task.mode)),
      h('p', {}, place(row)),
      task.entrapment && !task.entrapment.releasedAt && h('p.red', {}, t('trapped'), ' ', h('b', { 'data-since': task.entrapment.trappedAt }))),
    deadline(task),
    task.allowed.includes('Acknowledge')
      ? h('button.m-btn', { type: 'button', class: urgent ? 'p' : '', 'data-action': 'Acknowledge', onclick: async () => { await addAction(app.me.user, row.id, row.number, { action: 'Acknowledge' }); } }, t('action.Acknowledge'))
      : urgent && h('a.m-btn.p', { href: address }, t('tasks.open')));
}
