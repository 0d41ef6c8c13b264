import { h, icon } from '../dom.js';
import { kilometres } from '../format.js';
import { canLocate, metres, position } from '../position.js';
import { addAction, faultOf } from '../queue.js';
import { currentParts, currentTasks, nextDeadline, parts, tasks } from '../tasks.js';
import { name, t } from '../words.js';
import { home } from './home.js';
import { partCard } from './part.js';

let here = null;

export async function tasksView(app) {
  const mine = await currentTasks();
  const handed = await currentParts();
  return [
    ...await home(app, 'tasks'),
    canLocate() && here === null && mine.some(task => task.latitude) && h('button.m-link', { type: 'button', onclick: async () => { here = await position() ?? false; app.redraw(); } }, icon('place'), t('tasks.locate')),
    mine.length + handed.length === 0 && h('p.m-empty', {}, t('tasks.none')),
    (mine.length > 0 || handed.length === 0) && h('p.m-count', {}, h('b', {}, t('tasks.byDeadline')), ` ${t('tasks.count', mine.length)}`),
    h('div.m-list', {}, mine.map(task => card(app, task))),
    tasks.total() > mine.length && h('p.cap', {}, t('tasks.more', tasks.total() - mine.length)),
    handed.length > 0 && h('p.m-count', {}, h('b', {}, t('handed.title')), ` ${t('tasks.count', handed.length)}`),
    handed.length > 0 && h('div.m-list', {}, handed.map(item => partCard(app, item))),
    parts.total() > handed.length && h('p.cap', {}, t('tasks.more', parts.total() - handed.length)),
  ].filter(Boolean);
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
      ? h('button.m-btn', { type: 'button', class: urgent ? 'p' : '', 'data-action': 'Acknowledge', onclick: () => addAction(app.me.user, faultOf(task), { action: 'Acknowledge' }) }, t('action.Acknowledge'))
      : urgent && h('a.m-btn.p', { href: address }, t('tasks.open')));
}
