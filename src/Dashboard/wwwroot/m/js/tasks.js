// The work as it was last seen, and as it stands with what was done here since.
import { list } from './list.js';
import { unsent } from './queue.js';

export const tasks = list('tasks', '/api/crew/tasks');

/** Of faults, handed to the organisation. */
export const parts = list('parts', '/api/crew/parts');

const AFTER = { Acknowledge: 'Acknowledged', Arrive: 'OnSite', StartFix: 'Fixing', ReportFixed: 'Fixed', Return: 'Accepted' };
const NEXT = {
  Dispatched: ['Acknowledge', 'Return'],
  Acknowledged: ['Arrive', 'TickStep', 'Return'],
  OnSite: ['StartFix', 'TickStep'],
  Fixing: ['ReportFixed', 'TickStep', 'RecordParts', 'RequestHold'],
  Fixed: [],
  Accepted: [],
};
const MET = { Acknowledge: 'Acknowledge', Arrive: 'Arrive', ReportFixed: 'Fix' };

/** Tasks with their unsent actions applied, so that the next step can be taken without a network. */
export async function currentTasks() {
  const waiting = await unsent();
  return tasks.items().map(task => applied(task, waiting.filter(item => item.path === `faults/${task.row.id}`)));
}

function applied(task, items) {
  const actions = items.filter(item => item.kind === 'action');
  if (items.length === 0) return { ...task, pending: [], photos: [] };
  const copy = structuredClone(task);
  for (const { body, doneAt } of actions) {
    const at = new Date(doneAt).toISOString();
    if (body.action === 'TickStep') {
      const step = copy.steps.find(candidate => candidate.key === body.step);
      if (step) Object.assign(step, { doneAt: at, value: body.value ?? null, waits: true });
    }
    if (body.action === 'RecordParts') copy.parts = body.parts.map(part => `${part.name} × ${part.quantity}`).join('; ');
    if (!AFTER[body.action]) continue;
    copy.row.state = AFTER[body.action];
    copy.allowed = NEXT[copy.row.state];
    const met = copy.deadlines.find(deadline => deadline.limit === MET[body.action]);
    if (met) met.metAt = at;
  }
  return { ...copy, pending: items, photos: items.filter(item => item.kind === 'file') };
}

const PART_AFTER = { AcknowledgePart: 'Acknowledged', ReturnPart: 'Returned', RefusePart: 'Refused' };

/** Parts that the organisation was handed, with what was done here since; one that was given back or refused stays in sight until the server knows. */
export async function currentParts() {
  const waiting = await unsent();
  return parts.items().map(item => {
    const mine = waiting.filter(entry => entry.path === `faults/${item.fault}`);
    const acts = mine.filter(entry => entry.kind === 'action' && entry.body.part === item.part.number && PART_AFTER[entry.body.action]);
    const copy = structuredClone(item);
    for (const { body } of acts) {
      copy.part.state = PART_AFTER[body.action];
      copy.part.result = body.action === 'AcknowledgePart' ? null : body.note;
      copy.part.allowed = body.action === 'AcknowledgePart' ? copy.part.allowed.filter(action => action !== 'AcknowledgePart') : [];
    }
    return { ...copy, waits: acts.length > 0, photos: mine.filter(entry => entry.kind === 'file') };
  });
}

/** The limit that runs now; null when all are met. */
export const nextDeadline = task => task.deadlines.filter(deadline => !deadline.metAt).sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0] ?? null;
