// What a detector saw, in a sentence: the same words as the desk's pages.
import { number, spell } from './format.js';
import { has, name, t } from './words.js';

const shares = new Set(['OwnShare']);
const percent = value => `${(100 * value).toFixed(Math.abs(value) < 0.1 ? 1 : 0)} %`;

function amount(signal, value) {
  if (value === undefined || value === null) return '—';
  if (shares.has(signal.measure) || (signal.measure === 'CountPer' && signal.value < 1)) return percent(value);
  if (signal.state && value === signal.value) return name(signal.state);
  if (signal.isFlag) return t(value ? 'say.yes' : 'say.no');
  return signal.unit && signal.measure !== 'Count' ? `${number(value)} ${signal.unit}` : number(value);
}

/** One signal of a fault's reason. */
export function say(signal) {
  let measure = signal.measure;
  if (measure === 'Silence' && !signal.key) measure = 'SilenceAll';
  if (measure === 'OwnShare' && signal.other) measure = 'OwnSharePer';
  const missing = value => value === undefined || value === null;
  if ((measure === 'Value' && missing(signal.limit)) || (measure.startsWith('Own') && measure.length < 9 && missing(signal.baseline) && measure !== 'OwnShare')) measure = 'Context';
  const difference = missing(signal.deviation) ? '—' : amount({ ...signal, state: null }, Math.abs(signal.deviation));
  const share = missing(signal.deviation) || !signal.baseline ? '—' : percent(Math.abs(signal.deviation / signal.baseline));
  const key = [`say.${measure}.${signal.moves}`, `say.${measure}`].find(has) ?? 'say.Context';
  return t(key, name(signal.name), amount(signal, signal.value), amount(signal, signal.baseline), difference, amount(signal, signal.limit), signal.within ? spell(signal.within) : '—', name(signal.other), share);
}
