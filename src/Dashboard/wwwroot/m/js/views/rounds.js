import { h, icon } from '../dom.js';
import { day, moment } from '../format.js';
import { currentRounds, fails, isAnswered, rounds } from '../rounds.js';
import { name, t } from '../words.js';
import { home } from './home.js';
import { place } from './tasks.js';

/** Inspections by planned day. */
export async function roundsView(app) {
  const mine = await currentRounds();
  return [
    ...await home(app, 'rounds'),
    mine.length === 0 ? h('p.m-empty', {}, t('rounds.none')) : h('p.m-count', {}, h('b', {}, t('rounds.byDay')), ` ${t('tasks.count', mine.length)}`),
    h('div.m-list', {}, mine.map(card)),
    rounds.total() > rounds.items().length && h('p.cap', {}, t('tasks.more', rounds.total() - rounds.items().length)),
  ].filter(Boolean);
}

/** Planned, due, overdue, begun or recorded, in a word. */
export function stateOf(round) {
  if (round.gone) return t('round.goneShort');
  if (round.record) return round.record.problem ? t('round.refused') : t('round.recorded');
  if (round.draft?.startedAt) return t('round.begun', moment(round.draft.startedAt));
  return t(`round.state.${round.row.state}`);
}

export const isLate = round => round.row.state === 'Overdue' && !round.record;

function card(round) {
  const { row, draft } = round;
  const answered = round.steps.filter(step => isAnswered(step, draft?.steps[step.key])).length;
  const failed = round.steps.filter(step => fails(step, draft?.steps[step.key])).length;
  return h(`article.m-card${isLate(round) ? '.bad' : ''}`, {},
    h('a.m-body', { href: `#/round/${row.id}`, 'data-round': row.id },
      h('div.m-row', {}, icon('list'), h('span.cap', { class: isLate(round) || round.gone ? 'red' : '' }, stateOf(round)), h('span.sp'), h('span.cap', {}, t('round.planned', day(row.plannedDate)))),
      h('h2', {}, name(row.name)),
      h('p', {}, place(row), row.assigned ? ` · ${t('round.for', name(row.assigned))}` : null),
      h('p.cap', { class: isLate(round) ? 'red' : '' }, t(row.statutory ? 'round.dueLaw' : 'round.due', day(row.dueDate)),
        draft && round.steps.length > 0 && ` · ${t('round.answered', answered, round.steps.length)}`, failed > 0 && ` · ${t('round.failed', failed)}`)));
}
