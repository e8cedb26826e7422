import type { Draft, Log, StoredEvent } from "./log";

/** A log that lives as long as the page: for tests, and where the browser refuses to store anything. */
export function memoryLog(device = "memory"): Log {
  const records: StoredEvent[] = [];
  const ids = new Set<string>();
  const slots = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  const stamp = (draft: Draft): StoredEvent => ({ ...draft, device, n: records.length + 1 });

  return {
    async append(drafts) {
      const added: StoredEvent[] = [];
      for (const draft of drafts) {
        if (ids.has(draft.id)) continue;
        const record = structuredClone(stamp(draft));
        ids.add(record.id);
        records.push(record);
        added.push(record);
      }
      for (const listener of listeners) listener();
      return added;
    },
    async read(after = 0) {
      return { records: records.slice(after), upTo: records.length };
    },
    async setSlot(key, value) {
      slots.set(key, structuredClone(value));
    },
    async getSlot(key) {
      return slots.get(key);
    },
    onChange(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    close() {
      listeners.clear();
    },
  };
}
