// Words in the reader's language, from the same resources as the desk's pages; kept for where there is no network.
import { get } from './api.js';
import { keep, kept } from './db.js';

let words = {};
export let language = (decodeURIComponent(document.cookie).match(/\.AspNetCore\.Culture=c=([\w-]+)/) ?? [])[1] ?? 'zh-CN';

export async function loadWords(wanted = language) {
  language = wanted;
  words = await kept(`words-${wanted}`) ?? {};
  document.documentElement.lang = wanted;
  try {
    words = await get(`/m/words/${wanted}`);
    await keep(`words-${wanted}`, words);
  } catch {
    // Those kept before do.
  }
}

/** The words of a key; {0}, {1}, … are filled in. */
export function t(key, ...values) {
  const text = words[key] ?? key;
  return values.reduce((said, value, n) => said.replaceAll(`{${n}}`, value), text);
}

export const has = key => key in words;

/** {zh, en} as the API names things. */
export const name = both => both ? (language === 'en' ? both.en || both.zh : both.zh || both.en) : '';

/** A code with parameters, as the API gives reasons and refusals. */
export function say(code, parameters = {}) {
  const text = words[`code.${code}`];
  if (!text) return code;
  return text.replace(/\{(\w+)\}/g, (_, key) => {
    const value = parameters[key];
    return value === undefined || value === null || value === '' ? '–' : words[`term.${key}.${value}`] ?? value;
  });
}
