// The site's clock as the server told it last; goes on by itself where there is no network.
import { get } from './api.js';
import { keep, kept } from './db.js';

let base = { site: Date.now(), local: Date.now(), speed: 1 };

export async function startClock() {
  base = await kept('clock') ?? base;
  await syncClock();
}

export async function syncClock() {
  try {
    const sent = Date.now();
    const answer = await get('/api/clock');
    base = { site: answer.siteNowUnixMs, local: (sent + Date.now()) / 2, speed: answer.speed };
    await keep('clock', base);
  } catch {
    // The last one holds.
  }
}

/** Epoch milliseconds of the site's clock. */
export const now = () => base.site + (Date.now() - base.local) * base.speed;
