// Instants and spans as the desk's pages write them.
import { now } from './clock.js';
import { language, t } from './words.js';

const pad = n => String(n).padStart(2, '0');

/** 14:32, with the day when it isn't today. */
export function moment(iso) {
  const at = new Date(iso);
  const time = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  if (at.toDateString() === new Date(now()).toDateString()) return time;
  const day = language === 'en'
    ? at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
    : `${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${day} ${time}`;
}

/** A day of the site, YYYY-MM-DD. */
export function day(date) {
  const [year, month, of] = date.split('-');
  return language === 'en' ? new Date(Number(year), month - 1, of).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }) : `${month}-${of}`;
}

/** 18:02 below an hour, else two units. */
export function span(ms) {
  const seconds = Math.max(0, Math.floor(Math.abs(ms) / 1000));
  if (seconds < 3600) return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return t('span.hm', Math.floor(minutes / 60), minutes % 60);
  const hours = Math.floor(minutes / 60);
  return t('span.dh', Math.floor(hours / 24), hours % 24);
}

/** How much is left of a limit: words, share that is used, mood. */
export function due(from, at) {
  const left = Date.parse(at) - now();
  const whole = Date.parse(at) - Date.parse(from);
  const used = Math.min(1, Math.max(0, 1 - left / Math.max(1, whole)));
  return { text: left < 0 ? t('due.over', span(left)) : span(left), used, mood: left < 0 ? 'over' : used > 0.75 ? 'soon' : '' };
}

export const kilometres = metres => metres < 950 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;

/** About three figures, as on the desk's pages. */
export function number(value) {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
  return String(Number(value.toFixed(digits))).replace('-', '−');
}

/** A length of time as .NET writes it (d.hh:mm:ss), in words. */
export function spell(text) {
  const [, days, hours, minutes, seconds] = /^(?:(\d+)\.)?(\d+):(\d+):(\d+)/.exec(text).map(part => Number(part ?? 0));
  if (days > 0) return hours > 0 ? t('span.dh', days, hours) : t('span.d', days);
  if (hours > 0) return minutes > 0 ? t('span.hm', hours, minutes) : t('span.h', hours);
  return minutes > 0 ? t('span.m', minutes) : t('span.s', seconds);
}
