// The phone's own database: what was last seen ("kept"), and what is still to be sent ("unsent", in the order it was done).

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('facilities-phone', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('kept');
      request.result.createObjectStore('unsent', { keyPath: 'id', autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

/** Resolves when the transaction is on disk, not when the request was taken. */
async function run(store, mode, act) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const keep = (key, value) => run('kept', 'readwrite', store => store.put(value, key));
export const kept = key => run('kept', 'readonly', store => store.get(key));
export const forget = key => run('kept', 'readwrite', store => store.delete(key));
export const addUnsent = item => run('unsent', 'readwrite', store => store.add(item));
export const putUnsent = item => run('unsent', 'readwrite', store => store.put(item));
export const removeUnsent = id => run('unsent', 'readwrite', store => store.delete(id));
export const allUnsent = async () => (await run('unsent', 'readonly', store => store.getAll())).map(current);

/** What an older page left here named its fault by its number alone. */
const current = item => item.path ? item : { ...item, path: `faults/${item.fault}`, to: 'actions', named: item.query?.kind === 'Signature' };
