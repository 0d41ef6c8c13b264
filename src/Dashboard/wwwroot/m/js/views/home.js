// What both lists of work have in common: whose they are, what waits, and the way from one to the other.
import { h, icon } from '../dom.js';
import { moment } from '../format.js';
import { state, unsent } from '../queue.js';
import { currentRounds, rounds } from '../rounds.js';
import { parts, tasks } from '../tasks.js';
import { name, t } from '../words.js';

export async function home(app, on) {
  const read = Math.min(...[tasks.readAt(), rounds.readAt()].filter(Boolean));
  const open = (await currentRounds()).filter(round => !round.record).length;
  return [
    h('header.m-head', {},
      h('div', {}, h('h1', {}, t('tasks.title')), h('p.cap', {}, `${name(app.me.name)} · ${t('tasks.read', Number.isFinite(read) ? moment(new Date(read).toISOString()) : '–')}`)),
      h('button.m-icon', { type: 'button', 'aria-label': t('signOut'), title: t('signOut'), onclick: app.signOut }, icon('person'))),
    strip(await unsent()),
    !isSecureContext && h('p.m-note', {}, icon('warning'), t('insecure')),
    h('nav.m-tabs', {}, tab('#/', t('tasks.faults', tasks.items().length + parts.items().length), on === 'tasks'), tab('#/rounds', t('rounds.title', open), on === 'rounds')),
  ];
}

const tab = (address, label, on) => h('a', { href: address, class: on ? 'on' : '', 'aria-current': on ? 'page' : null }, label);

/** Without a network, or with something refused: what waits, and the way to it. */
export function strip(waiting) {
  const { online, since } = state();
  const refused = waiting.filter(item => item.problem).length;
  if (refused > 0) return h('a.m-strip.bad', { href: '#/unsent' }, icon('warning'), h('span', {}, t('unsent.refused', refused)));
  if (!online) return h('a.m-strip', { href: '#/unsent' }, icon('offline'), h('span', {}, t('unsent.offline', since ? moment(new Date(since).toISOString()) : '', waiting.length)));
  if (waiting.length > 0) return h('a.m-strip', { href: '#/unsent' }, icon('refresh'), h('span', {}, t('unsent.waiting', waiting.length)));
  return null;
}
