import { h, icon } from '../dom.js';
import { moment } from '../format.js';
import { drop, tryAgain, unsent } from '../queue.js';
import { reopen } from '../rounds.js';
import { say, t } from '../words.js';

/** Everything that was done here and isn't known there, with what became of it. Nothing goes away by itself. */
export async function unsentView(app) {
  const items = await unsent();
  return [
    h('header.m-head', {}, h('a.m-icon', { href: '#/', 'aria-label': t('back') }, icon('back')), h('h1', {}, t('unsent.title'))),
    items.length === 0 ? h('p.m-empty', {}, t('unsent.none')) : h('p.cap.m-pad', {}, t('unsent.explain')),
    h('div.m-list', {}, items.map(item => entry(app, item))),
  ];
}

function entry(app, item) {
  const what = item.kind === 'file' ? t(`file.${item.query.kind ?? 'Other'}`) : item.to === 'complete' ? t('round.record') : t(`action.${item.body.action}`);
  return h(`article.m-card${item.problem ? '.bad' : ''}`, { 'data-unsent': item.kind },
    h('div.m-row', {}, h('b', {}, what), h('span.sp'), h('span.cap', {}, `${item.number} · ${moment(new Date(item.doneAt).toISOString())}`)),
    item.user !== app.me.user && h('p.cap', {}, t('unsent.other')),
    item.problem
      ? [
        h('p.m-problem', { role: 'alert' }, say(item.problem.code, item.problem.parameters)),
        h('div.m-row', {}, h('button.m-btn', { type: 'button', onclick: () => tryAgain(item) }, t('unsent.again')),
          h('button.m-btn.dng', { type: 'button', onclick: () => confirm(t('unsent.dropSure')) && throwAway(item) }, t('unsent.drop'))),
      ]
      : h('p.cap', {}, t('unsent.waits')));
}

/** What was filled in for a record goes back to its page; only the sending is given up. */
async function throwAway(item) {
  if (item.to === 'complete') await reopen(item.path);
  await drop(item);
}
