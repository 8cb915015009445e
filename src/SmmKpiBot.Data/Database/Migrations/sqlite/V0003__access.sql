-- What a person may do. A role without a client holds for all clients.
CREATE TABLE user_role (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       INTEGER NOT NULL,
    role          INTEGER NOT NULL,
    client_id     INTEGER REFERENCES client (id) ON DELETE CASCADE,
    invitation_id INTEGER,
    granted_at    INTEGER NOT NULL
);
CREATE UNIQUE INDEX user_role_once ON user_role (user_id, role, (COALESCE(client_id, 0)));
CREATE INDEX user_role_client ON user_role (client_id);

-- What a person chose for the private chat.
CREATE TABLE user_choice (
    user_id  INTEGER PRIMARY KEY,
    language TEXT NOT NULL
);

-- A chat, or one topic of a forum (thread_id 0 = none), and what it shows. A chat of a client has one row per client.
CREATE TABLE bound_chat (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id       INTEGER NOT NULL,
    thread_id     INTEGER NOT NULL,
    purpose       INTEGER NOT NULL,
    client_id     INTEGER REFERENCES client (id) ON DELETE CASCADE,
    all_clients   INTEGER NOT NULL,
    language      TEXT    NOT NULL,
    title         TEXT,
    enabled       INTEGER NOT NULL,
    frequency     INTEGER NOT NULL,
    weekday       INTEGER NOT NULL,
    minute_of_day INTEGER NOT NULL,
    invitation_id INTEGER,
    bound_at      INTEGER NOT NULL
);
CREATE UNIQUE INDEX bound_chat_once ON bound_chat (chat_id, thread_id, (COALESCE(client_id, 0)));
CREATE INDEX bound_chat_client ON bound_chat (client_id);

-- The clients of a staff chat that does not show all of them.
CREATE TABLE chat_client (
    bound_chat_id INTEGER NOT NULL REFERENCES bound_chat (id) ON DELETE CASCADE,
    client_id     INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    PRIMARY KEY (bound_chat_id, client_id)
);
CREATE INDEX chat_client_client ON chat_client (client_id);

-- A group the bot is in and nobody has bound: left after a day.
CREATE TABLE unbound_group (
    chat_id INTEGER PRIMARY KEY,
    seen_at INTEGER NOT NULL,
    hinted  INTEGER NOT NULL
);

-- One-time codes, hashed.
CREATE TABLE invitation (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    code_hash   TEXT    NOT NULL UNIQUE,
    purpose     INTEGER NOT NULL,
    all_clients INTEGER NOT NULL,
    created_by  INTEGER,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER,
    used_by     INTEGER,
    revoked_at  INTEGER
);

CREATE TABLE invitation_client (
    invitation_id INTEGER NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    client_id     INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    PRIMARY KEY (invitation_id, client_id)
);
CREATE INDEX invitation_client_client ON invitation_client (client_id);

-- Who tries codes that do not exist.
CREATE TABLE wrong_code (
    user_id INTEGER PRIMARY KEY,
    since   INTEGER NOT NULL,
    tries   INTEGER NOT NULL
);

-- What a button does; the button itself carries only the id.
CREATE TABLE button (
    id         TEXT    PRIMARY KEY,
    chat_id    INTEGER NOT NULL,
    user_id    INTEGER,
    action     TEXT    NOT NULL,
    client_id  INTEGER REFERENCES client (id) ON DELETE CASCADE,
    argument   TEXT,
    single_use INTEGER NOT NULL,
    used_at    INTEGER,
    expires_at INTEGER NOT NULL
);
CREATE INDEX button_expiry ON button (expires_at);
CREATE INDEX button_client ON button (client_id);

-- Updates as they came. The body goes in the transaction that handles it; the ids stay for 48 hours.
CREATE TABLE update_inbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id      INTEGER NOT NULL,
    update_id   INTEGER NOT NULL,
    lane        INTEGER NOT NULL,
    body        TEXT,
    state       INTEGER NOT NULL,
    tries       INTEGER NOT NULL,
    not_before  INTEGER NOT NULL,
    received_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX update_inbox_once ON update_inbox (bot_id, update_id);
CREATE INDEX update_inbox_ready ON update_inbox (bot_id, state, lane, id);
CREATE INDEX update_inbox_received ON update_inbox (received_at);

-- Where getUpdates goes on.
CREATE TABLE update_offset (
    bot_id      INTEGER PRIMARY KEY,
    next_offset INTEGER NOT NULL,
    moved_at    INTEGER NOT NULL
);
