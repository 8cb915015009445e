-- What is to be sent, and what became of it.

-- Bytes of pictures and documents, once per content and client; Telegram's file id replaces the upload from the second time on.
CREATE TABLE outbox_attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    is_photo INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    file_id TEXT
);
CREATE UNIQUE INDEX outbox_attachment_content ON outbox_attachment (hash, is_photo, coalesce(client_id, 0));
CREATE INDEX outbox_attachment_client ON outbox_attachment (client_id);

-- state: 0 ready, 1 sending, 2 sent, 3 unknown, 4 dead, 5 cancelled. lane: 0 replies, 1 all else.
-- seq is the order of acceptance in its chat. not_before: its place in the queue begins then; retry_at: it waits, and its lane behind it.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER,
    seq INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    payload TEXT NOT NULL,
    attachment_id INTEGER REFERENCES outbox_attachment(id),
    client_id INTEGER REFERENCES client(id) ON DELETE CASCADE,
    dedup_key TEXT UNIQUE,
    supersede_key TEXT,
    created_at INTEGER NOT NULL,
    not_before INTEGER,
    retry_at INTEGER,
    expires_at INTEGER,
    state INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    unknowns INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    claimed_at INTEGER,
    ended_at INTEGER,
    message_id INTEGER,
    reason TEXT,
    mentioned INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outbox_unsent ON outbox (chat_id, lane, seq) WHERE state IN (0, 1, 3);
CREATE INDEX outbox_chat_seq ON outbox (chat_id, seq);
CREATE INDEX outbox_sending ON outbox (chat_id) WHERE state = 1;
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 4;
CREATE INDEX outbox_client ON outbox (client_id);
CREATE INDEX outbox_attachment_use ON outbox (attachment_id);
CREATE INDEX outbox_ended ON outbox (ended_at);

-- Attempts that did not end well; the good one is in the row itself.
CREATE TABLE outbox_attempt (
    outbox_id INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (outbox_id, attempt)
);

-- Pacing and life of a chat; the row of chat 0 is the whole bot. recent: instants of the last sends, for the sliding windows.
CREATE TABLE outbox_chat (
    chat_id INTEGER PRIMARY KEY,
    recent TEXT NOT NULL DEFAULT '',
    paused_until INTEGER,
    disabled_at INTEGER,
    disabled_reason TEXT
);

-- Senders that are alive; what a dead one was sending has an unknown outcome.
CREATE TABLE outbox_sender (
    owner TEXT PRIMARY KEY,
    alive_until INTEGER NOT NULL
);
