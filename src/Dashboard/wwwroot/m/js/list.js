// A list of work as the server told it last; kept for where there is no network.
import { get, Offline, Refused } from './api.js';
import { keep, kept } from './db.js';
import { setOnline } from './queue.js';

const NONE = { items: [], total: 0 };

export function list(key, address) {
  let answer = NONE;
  let readAt = null;
  return {
    items: () => answer.items,
    total: () => answer.total,
    readAt: () => readAt,
    async load() {
      answer = await kept(key) ?? NONE;
      readAt = await kept(`${key}-at`) ?? null;
    },
    /** Asks the server; false where there is no network. Who has no such work has an empty list; other refusals are thrown. */
    async refresh() {
      try {
        answer = await get(address).catch(error => {
          if (error instanceof Refused && error.status === 403) return NONE;
          throw error;
        });
        readAt = Date.now();
        await keep(key, answer);
        await keep(`${key}-at`, readAt);
        setOnline(true);
        return true;
      } catch (error) {
        if (!(error instanceof Offline)) throw error;
        setOnline(false);
        return false;
      }
    },
  };
}
