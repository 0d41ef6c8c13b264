// Inspections as they were last seen, and what is being filled in here: a draft for each, on disk with every touch, kept until its record is taken.
import { now } from './clock.js';
import { keep, kept } from './db.js';
import { list } from './list.js';
import { unsent } from './queue.js';

export const rounds = list('rounds', '/api/crew/inspections');

let drafts = {};
let owner = null;

/** Drafts belong to the account that made them. */
export async function loadDrafts(user) {
  owner = user;
  drafts = await kept(`drafts-${user}`) ?? {};
}

const store = () => keep(`drafts-${owner}`, drafts);

export const roundOf = round => ({ path: `inspections/${round.row.id}`, number: `${round.row.place.siteCode}/${round.row.place.code}` });

/** The site's time in whole seconds, so that nothing here is later than what follows it. */
export const moment = () => new Date(Math.floor(now() / 1000) * 1000).toISOString();

/** Changes a draft; the first change begins it. */
export async function change(round, act) {
  const { draft, entries, record, photos, gone, ...item } = round;
  const kept = drafts[round.row.id] ??= { round: item, startedAt: null, steps: {}, scans: [], photos: [], signer: null, note: '', recordedAt: null };
  act(kept);
  await store();
}

/** Gives a record that was thrown away back to be filled in. */
export async function reopen(path) {
  const kept = drafts[path.split('/')[1]];
  if (!kept) return;
  kept.recordedAt = null;
  await store();
}

export async function discard(round) {
  delete drafts[round.row.id];
  await store();
}

/** Asks the server; what was recorded and is on the list no more needs no draft. */
export async function refreshRounds() {
  if (!await rounds.refresh()) return false;
  const waiting = new Set((await unsent()).map(item => item.path));
  const over = Object.values(drafts).filter(draft => draft.recordedAt && !waiting.has(roundOf(draft.round).path) && !listed(draft.round.row.id));
  for (const draft of over) delete drafts[draft.round.row.id];
  if (over.length > 0) await store();
  return true;
}

const listed = id => rounds.items().some(round => round.row.id === id);

/** What is meant for its reader first, what is meant for a colleague last. */
const rank = row => row.assignedTo === owner ? 0 : (row.assignedTo ?? null) === null ? 1 : 2;

/** By whom it is meant for, then by planned day. One that somebody took away while it was being filled in stays, and says so. */
export async function currentRounds() {
  const waiting = await unsent();
  const gone = Object.values(drafts).filter(draft => !draft.recordedAt && !listed(draft.round.row.id)).map(draft => ({ ...draft.round, gone: true }));
  return [...rounds.items(), ...gone].map(round => {
    const entries = waiting.filter(item => item.path === roundOf(round).path);
    const draft = drafts[round.row.id] ?? null;
    const record = entries.find(item => item.kind === 'action') ?? (draft?.recordedAt ? { sent: true } : null);
    return { ...round, draft, entries, record, photos: entries.filter(item => item.kind === 'file') };
  }).sort((a, b) => rank(a.row) - rank(b.row) || a.row.plannedDate.localeCompare(b.row.plannedDate) || a.row.dueAt.localeCompare(b.row.dueAt));
}

/** Whether a value is outside the limits of its step; false while there is none. */
export const isOutside = (step, value) => value !== null && value !== undefined && (value < (step.minimum ?? -Infinity) || value > (step.maximum ?? Infinity));

/** Whether what was found opens a fault: said to be out of order, or outside the limits. */
export const fails = (step, found) => !!found && (found.inOrder === false || isOutside(step, found.value));

export const isAnswered = (step, found) => !!found && (found.inOrder === false || (found.inOrder === true && (!step.unit || Number.isFinite(found.value))));

/** Points of a round with when they were passed; empty when it has none. */
export function pointsOf(round) {
  const scans = round.draft?.scans ?? [];
  const points = (round.round ?? []).map(point => ({ ...point, scan: scans.find(scan => lastOf(scan.code) === lastOf(point.code)) ?? null }));
  const next = points.find(point => !point.scan);
  return points.map(point => ({ ...point, next: point === next }));
}

/** A round from point to point, not work at one asset. */
export const isWalked = round => (round.round ?? []).length > 0 || round.evidence.includes('points');

const partsOf = code => code.trim().split(/[?#]/)[0].replace(/\/+$/, '').toLowerCase().split('/');
const lastOf = code => partsOf(code).at(-1);

/** A code as it is scanned; who types leaves the site out. */
export const wholeCode = (round, code) => code.includes('/') ? code : `${round.row.place.siteCode}/${code}`;

/** Whether a code belongs to this piece of work: its asset's, or any of the site where points are walked. */
export function isOurs(round, code) {
  const parts = partsOf(code);
  const { siteCode, code: asset } = round.row.place;
  return parts.at(-2) === siteCode.toLowerCase() && (isWalked(round) || parts.at(-1) === asset.toLowerCase());
}

/** What still keeps it from being recorded: how many steps, points and signatures. */
export function missing(round) {
  const { draft } = round;
  return {
    steps: round.steps.filter(step => !isAnswered(step, draft?.steps[step.key])).length,
    points: pointsOf(round).filter(point => !point.scan).length,
    signatures: Math.max(0, round.signaturesNeeded - 1 - (draft?.signer ? 1 : 0)),
  };
}
