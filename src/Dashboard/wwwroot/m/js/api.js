// Calls of the REST API. Three outcomes: an answer, a refusal with its code, or no network.

export class Offline extends Error {}

export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem?.code ?? String(status));
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

const PATIENCE = 20_000;
// 400 KB at the 50 kbit/s of a cellar.
const PICTURE_PATIENCE = 120_000;

export async function call(method, path, { json, body, type, key } = {}) {
  const headers = {};
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  if (type) headers['Content-Type'] = type;
  if (key) headers['Idempotency-Key'] = key;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: json !== undefined ? JSON.stringify(json) : body, signal: AbortSignal.timeout(type ? PICTURE_PATIENCE : PATIENCE), cache: 'no-store' });
  } catch (error) {
    throw new Offline(error.message);
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => null);
    throw new Refused(answer.status, problem, Number(answer.headers.get('Retry-After')) || 0);
  }
  if (answer.status === 204) return null;
  // Cut in the middle, or the sign-in page of a guest network: what was asked for may have been done, and is asked again with the same key.
  return answer.json().catch(error => { throw new Offline(error.message); });
}

export const get = path => call('GET', path);
