// Who may sign as the second person on this phone. Each proved with the account's own password while there was a network; for the rest of that day the
// signature works without one.
import { call } from './api.js';
import { now } from './clock.js';
import { keep, kept } from './db.js';

export const signers = async user => (await kept(`signers-${user}`) ?? []).filter(signer => Date.parse(signer.until) > now());

/** Signs a colleague in beside `user`; throws what the server refused, or Offline. */
export async function admit(user, account) {
  const signer = await call('POST', '/api/crew/co-signers', { json: account });
  await keep(`signers-${user}`, [...(await signers(user)).filter(known => known.user !== signer.user), signer]);
  return signer;
}
