/**
 * What waits on this phone, and how it is sent. The pages and the service worker share
 * it, so it is a plain script. Two stores: in `entries` everything is closed to the
 * server's key, and this phone cannot open it; `readable` holds drafts and corrections
 * under a key of this phone, and is emptied when somebody signs out.
 */

"use strict";

/**
 * @typedef {{ key: string, epk: string, iv: string, ct: string }} Envelope
 * @typedef {{ seq?: number, id: string, kind: string, at: string, writer: string | null,
 *   envelope: Envelope, state: string, tries: number }} Entry
 * @typedef {{ writer: string, csrf: string, key: JsonWebKey & { id: string } }} Session
 * @typedef {{ kind: string, said: Record<string, string[]>, whom: string }} Written
 */

const Outbox = (() => {
  const NAME = "offramp-phone";
  const PATIENCE = { session: 8_000, entry: 15_000 };
  const DRAFTS_LAST = 12 * 60 * 60 * 1000;
  /** States from which an entry is sent, or sent again. */
  const TO_SEND = new Set(["waiting", "sending", "signin", "later"]);
  const BY_STATUS = { 400: "unreadable", 401: "signin", 403: "signin", 409: "different", 413: "unreadable" };

  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const channel = new BroadcastChannel(NAME);
  /** @type {Set<(news: object) => void>} */
  const listeners = new Set();
  /** @type {Promise<IDBDatabase> | undefined} */
  let opened;

  /** @param {object} news */
  function tell(news = {}) {
    channel.postMessage(news);
    for (const listener of listeners) listener(news);
  }
  channel.onmessage = ({ data }) => {
    for (const listener of listeners) listener(data);
  };

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        const entries = asked.result.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
        entries.createIndex("id", "id", { unique: true });
        asked.result.createObjectStore("readable");
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => {
          asked.result.close();
          opened = undefined;
        };
        asked.result.onclose = () => (opened = undefined);
        resolve(asked.result);
      };
      asked.onerror = () => {
        opened = undefined;
        reject(asked.error);
      };
    });
    return opened;
  }

  /**
   * Do it, and come back when the whole is on disk, not when it was asked for.
   * @param {string} store
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest} work
   */
  async function run(store, mode, work) {
    const base = await open();
    return new Promise((resolve, reject) => {
      const whole = base.transaction(store, mode, { durability: "strict" });
      const asked = work(whole.objectStore(store));
      whole.oncomplete = () => resolve(asked.result);
      whole.onerror = whole.onabort = () => reject(whole.error ?? new Error("The phone did not save it."));
    });
  }

  /** @returns {Promise<Entry[]>} in the order in which they were written */
  const entries = () => run("entries", "readonly", (store) => store.getAll());
  const get = (key) => run("readable", "readonly", (store) => store.get(key));
  const put = (key, value) => run("readable", "readwrite", (store) => store.put(value, key));
  const drop = (key) => run("readable", "readwrite", (store) => store.delete(key));

  /** @param {Entry} entry */
  async function keep(entry) {
    await run("entries", "readwrite", (store) => store.put(entry));
    tell();
  }

  /** @param {Entry} entry */
  async function remove(entry) {
    await run("entries", "readwrite", (store) => store.delete(entry.seq));
    await drop(`correction:${entry.id}`);
    tell();
  }

  /** @param {ArrayBuffer | Uint8Array} bytes */
  function text(bytes) {
    const letters = btoa(String.fromCharCode(...new Uint8Array(bytes)));
    return letters.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /**
   * Close it to the server's key. The key that this makes is used once and forgotten.
   * @param {JsonWebKey & { id: string }} key
   * @param {string} id sealed in, so that it opens under no other id
   * @param {object} said
   * @returns {Promise<Envelope>}
   */
  async function seal(key, id, said) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const { id: name, ...jwk } = key;
    const [own, server] = await Promise.all([
      crypto.subtle.generateKey(curve, false, ["deriveBits"]),
      crypto.subtle.importKey("jwk", jwk, curve, false, []),
    ]);
    const epk = await crypto.subtle.exportKey("raw", own.publicKey);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, own.privateKey, 256);
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = encoder.encode(`offramp phone 1|${id}`);
    const closing = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: epk, info },
      base,
      { name: "AES-GCM", length: 256 },
      false,
      ["encrypt"],
    );
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: encoder.encode(id) };
    const closed = await crypto.subtle.encrypt(how, closing, encoder.encode(JSON.stringify(said)));
    return { key: name, epk: text(epk), iv: text(iv), ct: text(closed) };
  }

  async function ownKey() {
    const found = await get("key");
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await put("key", made);
    return made;
  }

  /** @param {object} said */
  async function lock(said) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await ownKey(), encoder.encode(JSON.stringify(said)));
    return { iv, closed, at: Date.now() };
  }

  /** @param {string} name */
  async function unlock(name) {
    const kept = await get(name);
    if (!kept) return null;
    if (Date.now() - kept.at > DRAFTS_LAST && name.startsWith("draft:")) {
      await drop(name);
      return null;
    }
    try {
      const how = { name: "AES-GCM", iv: kept.iv };
      return JSON.parse(decoder.decode(await crypto.subtle.decrypt(how, await ownKey(), kept.closed)));
    } catch {
      return null;
    }
  }

  /**
   * Save it on this phone. Comes back when it is on disk; fails when it is not.
   * @param {Written} written
   * @param {JsonWebKey & { id: string }} pageKey the key that the page brought along
   * @param {string} [id] of the entry that this corrects
   */
  async function add(written, pageKey, id = crypto.randomUUID()) {
    const at = new Date().toISOString();
    const writer = (await get("writer")) ?? null;
    const key = (await get("server")) ?? pageKey;
    const before = (await entries()).find((entry) => entry.id === id);
    const claimed = before?.at ?? at;
    const envelope = await seal(key, id, { ...written, writer, at: claimed });
    const entry = { id, kind: written.kind, at: claimed, writer, envelope, state: "waiting", tries: 0 };
    await keep(before ? { ...entry, seq: before.seq } : entry);
    await drop(`correction:${id}`);
    return id;
  }

  /**
   * Who is signed in now, with what sending needs; or a word on why not.
   * @param {string} url
   * @returns {Promise<Session | "offline" | "signin">}
   */
  async function session(url) {
    let answer;
    try {
      answer = await fetch(url, {
        cache: "no-store",
        redirect: "manual",
        headers: { "X-Requested-With": "fetch" },
        signal: AbortSignal.timeout(PATIENCE.session),
      });
    } catch {
      return "offline";
    }
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return "signin";
    const told = answer.ok ? await answer.json().catch(() => null) : null;
    if (!told?.writer || !told?.key) return "offline"; // a portal answers 200 with a page
    await put("writer", told.writer);
    await put("server", told.key);
    return told;
  }

  /**
   * Send one entry. Comes back with why the next one need not be tried, if so.
   * @param {Entry} entry
   * @param {Session} signed
   * @param {string} scope
   * @returns {Promise<"" | "offline" | "later">}
   */
  async function send(entry, signed, scope) {
    await keep({ ...entry, state: "sending", tries: entry.tries + 1 });
    const tried = { ...entry, tries: entry.tries + 1 };
    let answer;
    let told;
    try {
      answer = await fetch(`${scope}sealed/${entry.id}`, {
        method: "PUT",
        redirect: "manual",
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": signed.csrf,
          "X-Phone-Clock": new Date().toISOString(),
          "X-Requested-With": "fetch",
        },
        body: JSON.stringify(entry.envelope),
        signal: AbortSignal.timeout(PATIENCE.entry),
      });
      told = await answer.json().catch(() => null);
    } catch {
      await keep({ ...tried, state: "waiting" });
      return "offline";
    }
    if ([200, 201].includes(answer.status) && told?.id === entry.id) {
      await remove(entry);
      tell({ sent: entry.id, says: told.says, url: told.url });
    } else if (answer.status === 429) {
      await keep({ ...tried, state: "later" });
      return "later";
    } else if (answer.status === 422 && told?.errors) {
      await put(`correction:${entry.id}`, await lock(told));
      await keep({ ...tried, state: "correct" });
    } else {
      const is = answer.type === "opaqueredirect" ? "signin" : BY_STATUS[answer.status];
      await keep({ ...tried, state: is ?? "waiting" });
    }
    return "";
  }

  /** @param {Entry} entry */
  async function wants(entry) {
    if (TO_SEND.has(entry.state)) return true;
    // Its readable half went when somebody signed out: the server gives it back.
    return entry.state === "correct" && !(await get(`correction:${entry.id}`));
  }

  /**
   * The next entry to be sent that was not tried yet: also one that was saved meanwhile.
   * @param {Set<string>} tried
   */
  async function next(tried) {
    for (const entry of await entries()) {
      if (!tried.has(entry.id) && (await wants(entry))) return entry;
    }
    return null;
  }

  /**
   * Send what waits, one after the other, from one page at a time.
   * @param {{ scope: string, session: string }} where
   */
  function drain(where) {
    return navigator.locks.request(NAME, { ifAvailable: true }, async (held) => {
      if (!held) return "busy";
      const tried = new Set();
      let entry = await next(tried);
      if (!entry) return "empty";
      const signed = await session(where.session);
      if (signed === "offline") return signed;
      for (; entry; entry = await next(tried)) {
        tried.add(entry.id);
        if (signed !== "signin" && entry.writer === signed.writer) {
          const stopped = await send(entry, signed, where.scope);
          if (stopped) return stopped;
        } else {
          const state = signed !== "signin" && entry.writer === null ? "whose" : "signin";
          if (entry.state !== state) await keep({ ...entry, state });
        }
      }
      return signed === "signin" ? signed : "done";
    });
  }

  /**
   * It was written while nobody was signed in, and whoever is now says that it is theirs.
   * @param {Entry} entry
   */
  async function claim(entry) {
    const writer = await get("writer");
    if (writer) await keep({ ...entry, writer, state: "waiting" });
  }

  /** @param {(news: object) => void} listener */
  const listen = (listener) => void listeners.add(listener);

  return { add, claim, drain, drop, entries, get, listen, lock, put, remove, seal, session, unlock };
})();
self.Outbox = Outbox;
